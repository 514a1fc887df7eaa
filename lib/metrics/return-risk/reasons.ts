import { contribution } from '../../stats/ridge-logistic.ts'
import { FEATURES, type ReasonGroup } from './features.ts'
import type { Learnt } from './learn.ts'
import type { ScoredRow } from './query.ts'

const MAX_REASONS = 3

/** The groups of features that raise a person's score most, the strongest first; at most three. */
export function reasonsOf({ model, diseases }: Learnt, row: ScoredRow & { disease: string | null }): ReasonGroup[] {
  const columns = [
    ...FEATURES.map(({ name }) => Number(row[name] ?? 0)),
    ...diseases.map((d) => ((row.disease ?? 'unknown') === d ? 1 : 0)),
  ]
  const sums = new Map<ReasonGroup, number>()
  columns.forEach((_, j) => {
    const group = FEATURES[j]?.group ?? 'profile'
    sums.set(group, (sums.get(group) ?? 0) + contribution(model, columns, j))
  })
  return [...sums]
    .filter(([, sum]) => sum > 0)
    .sort(([, a], [, b]) => b - a)
    .slice(0, MAX_REASONS)
    .map(([group]) => group)
}
