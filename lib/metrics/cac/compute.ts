import type { Figure, GroupFigure } from '../metric.ts'
import { FEW } from '../shared/figure.ts'
import { costOf, type Spend, totalSpend } from '../shared/spend/allocate.ts'
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
