import type { Figure, GroupFigure, Part } from '../metric.ts'
import { FEW } from '../shared/figure.ts'
import { costOf, type Spend, totalSpend } from '../shared/spend/allocate.ts'
import type { Monthly } from '../shared/spend/budget.ts'
import type { NewPatientRow } from './query.ts'

const MEDIA_FEED = 'marketing/channel_daily'

/** Cost per new patient of all channels together. */
export function cacFigure(spends: readonly Spend[], patients: readonly NewPatientRow[]): Figure {
  return figureOf(
    totalSpend(spends),
    patients.reduce((sum, row) => sum + row.people, 0),
  )
}

/** One figure a channel that cost something or brought a member or a patient. */
export function cacGroups(spends: readonly Spend[], patients: readonly NewPatientRow[]): GroupFigure[] {
  const channels = [...new Set([...spends, ...patients].map((row) => row.channel))].sort()
  return channels.map((channel) => ({
    key: channel,
    label: channel,
    ...cacFigure(
      spends.filter((s) => s.channel === channel),
      patients.filter((p) => p.channel === channel),
    ),
  }))
}

/**
 * What the channels spent themselves in each month (media and direct costs, the part that somebody can move) and the new
 * patients of that month. A month in which a media cost is unknown has none.
 */
export function monthly(
  months: ReadonlyMap<string, readonly Spend[]>,
  patients: readonly NewPatientRow[],
  isOwn: (channel: string) => boolean,
): Monthly[] {
  return [...months].map(([month, spends]) => {
    const { media, direct } = totalSpend(spends.filter((s) => isOwn(s.channel)))
    const own = patients.filter((row) => row.month === month && isOwn(row.channel))
    return {
      month,
      budget: media === null ? null : media + direct,
      newPatients: own.reduce((sum, row) => sum + row.people, 0),
    }
  })
}

/** As a part of an answer. */
export function monthlyPart(rows: readonly Monthly[]): Part {
  return rows.map((row) => ({ ...row }))
}

function figureOf(spend: Omit<Spend, 'channel'>, newPatients: number): Figure {
  const { media, direct, shared, joins } = spend
  const cost = costOf(spend)
  const parts = {
    media,
    direct,
    shared,
    joins,
    newPatients,
    costPerJoin: cost === null || joins === 0 ? null : cost / joins,
    mediaPerPatient: media === null || newPatients === 0 ? null : media / newPatients,
  }
  const base = { numerator: cost, denominator: newPatients, parts }
  if (cost === null) return { state: 'not_covered', value: null, ...base, missing: MEDIA_FEED, notes: ['cost-blank'] }
  if (newPatients === 0) return { state: 'empty', value: null, ...base, notes: [] }
  return { state: newPatients < FEW ? 'few' : 'ok', value: cost / newPatients, ...base, notes: [] }
}
