/** What changes when the channel of a person is that of the last touch instead of the first. Pure. */
import type { Answer, Figure } from '../../metric.ts'
import { partOf } from '../highlights.ts'
import { stepsIn } from './steps.ts'

export interface Shift {
  key: string
  label: string
  /** People who joined; null where a row is withheld. */
  first: number | null
  last: number | null
  change: number | null
  /** Their visits from the join. */
  visitFirst: Figure | undefined
  visitLast: Figure | undefined
}

/** One row a channel, by the people of the first touch. Reads two breakdowns of the funnel by channel. */
export function attributionShift(first: Answer, last: Answer): Shift[] {
  const [before, after] = [first, last].map((answer) => new Map(answer.groups?.map((g) => [g.key, g])))
  const keys = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])]
  return keys
    .map((key) => {
      const [a, b] = [before?.get(key), after?.get(key)]
      const [stepsA, stepsB] = [a && stepsIn(a), b && stepsIn(b)]
      const [one, two] = [peopleOf(stepsA?.join, a), peopleOf(stepsB?.join, b)]
      const change = one === null || two === null ? null : two - one
      const label = a?.label ?? b?.label ?? key
      return { key, label, first: one, last: two, change, visitFirst: stepsA?.visit, visitLast: stepsB?.visit }
    })
    .sort((x, y) => (y.first ?? 0) - (x.first ?? 0))
}

/** Everybody who joined, mature or not; nobody where the channel has no row. */
function peopleOf(join: Figure | undefined, row: Figure | undefined): number | null {
  if (!join) return row?.state === 'suppressed' ? null : 0
  const waiting = partOf(join, 'inProgress')
  return join.denominator == null || waiting === null ? null : join.denominator + waiting
}
