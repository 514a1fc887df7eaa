import { type KaplanMeier, kaplanMeier, survivalAt } from '../../stats/kaplan-meier.ts'
import { medianInterval } from '../../stats/median-interval.ts'
import { Z95 } from '../../stats/wilson.ts'
import type { Figure, GroupFigure, Part } from '../metric.ts'
import { FEW, LEVEL } from '../shared/figure.ts'
import { byKey } from '../shared/matured.ts'
import type { EndingRow } from './query.ts'

export interface Setting {
  within: number
  hasCurve: boolean
  /** Visits were loaded for the whole of the earlier window. */
  hasBefore: boolean
}

/** Median days to the next visit, with the same of the window before. */
export function intervalFigure(rows: readonly EndingRow[], setting: Setting): Figure {
  const now = windowOf(rows, 'now', setting)
  const before = setting.hasBefore ? windowOf(rows, 'before', setting) : null
  const base = {
    numerator: now.returned,
    denominator: now.people,
    parts: {
      open: now.people - now.returned,
      ...now.parts,
      before:
        before && before.people > 0 ? { ...before.parts, people: before.people, returned: before.returned } : null,
      change: before ? difference(now, before) : null,
    },
  }
  const notes = setting.hasBefore ? [] : ['short-history']
  if (now.people === 0) return { state: 'empty', value: null, ...base, notes }
  const state = now.people < FEW ? 'few' : 'ok'
  if (now.curve.median === null) return { state, value: null, ...base, notes: [...notes, 'median-not-reached'] }
  return { state, value: now.curve.median, ...base, ...medianInterval(now.curve), level: LEVEL, notes }
}

/** One figure a key with anybody in the later window. */
export function intervalGroups(rows: readonly EndingRow[], setting: Setting): GroupFigure[] {
  const keys = [...new Set(rows.filter((row) => row.window === 'now').map((row) => row.key))]
  return keys
    .map((key) => {
      const own = rows.filter((row) => row.key === key)
      return { key, label: key, ...intervalFigure(own, { ...setting, hasCurve: false }) }
    })
    .sort(byKey)
}

interface Window {
  people: number
  returned: number
  curve: KaplanMeier
  /** Share who have come again by the day asked about, and its standard error; null beyond what was observed. */
  share: number | null
  se: number | null
  parts: Record<string, Part>
}

function windowOf(all: readonly EndingRow[], window: EndingRow['window'], { within, hasCurve }: Setting): Window {
  const rows = all.filter((row) => row.window === window)
  const returned = rows.reduce((sum, row) => sum + row.returned, 0)
  const people = rows.reduce((sum, row) => sum + row.open, returned)
  const curve = kaplanMeier(rows.map((row) => ({ time: row.days, events: row.returned, censored: row.open })))
  const at = survivalAt(curve, within)
  const share = at ? 1 - at.survival : null
  const parts = {
    median: curve.median,
    ...named('median', medianInterval(curve)),
    within,
    share,
    shareLow: at?.high == null ? null : 1 - at.high,
    shareHigh: at?.low == null ? null : 1 - at.low,
    ...(hasCurve && { curve: curveOf(curve) }),
  }
  return { people, returned, curve, share, se: at?.se ?? null, parts }
}

function named(name: string, { low, high }: { low: number | null; high: number | null }): Record<string, Part> {
  return { [`${name}Low`]: low, [`${name}High`]: high }
}

/** Share who have come again by each day on which anybody did. */
function curveOf({ steps }: KaplanMeier): Part[] {
  const start = { day: 0, share: 0, low: 0, high: 0, atRisk: steps[0]?.atRisk ?? 0 }
  const points = steps
    .filter((step) => step.events > 0)
    .map((step) => ({
      day: step.time,
      share: 1 - step.survival,
      low: step.high === null ? null : 1 - step.high,
      high: step.low === null ? null : 1 - step.low,
      atRisk: step.atRisk,
    }))
  return [start, ...points]
}

/** Difference of the shares of two windows as of independent estimates; null where either is missing. */
function difference(now: Window, before: Window): Part {
  if (now.share === null || before.share === null || now.se === null || before.se === null) return null
  const value = now.share - before.share
  const half = Z95 * Math.hypot(now.se, before.se)
  return { value, low: value - half, high: value + half }
}
