import type { Figure, GroupFigure, Part } from '../metric.ts'
import { FEW } from '../shared/figure.ts'
import { costOf, type Spend, totalSpend } from '../shared/spend/allocate.ts'
import { type CauseRow, PAYBACK_MONTHS, type PaybackRow, type ReturnRow, type WorthRow } from './query.ts'
import { worthOf } from './worth.ts'

const MEDIA_FEED = 'marketing/channel_daily'

/** The effect of joining on returning, and what somebody who returns is worth. Null where the lift has no estimate. */
export interface Effect {
  value: number | null
  low: number | null
  high: number | null
  verdict: string | null
  /** Mean net revenue of a returner in 12 months, fen. */
  returnerValue: number | null
}

export interface RoiRows {
  spends: readonly Spend[]
  returns: readonly ReturnRow[]
  payback: readonly PaybackRow[]
  causes: readonly CauseRow[]
  worth: readonly WorthRow[]
}

export interface Setting {
  margin: number
  effect: Effect
  /** Benefits that are no payments; 0 where they are off or cannot be split. */
  indirect: number
  /** The same whether they are on or off; null where they cannot be split. */
  claimed: number | null
  /** Days H within which value is compared with cost. */
  horizon: number
  hasCurve: boolean
}

/** Net ROI of all rows together. */
export function roiFigure(rows: RoiRows, setting: Setting): Figure {
  const spend = totalSpend(rows.spends)
  const cost = costOf(spend)
  const direct = sum(rows.returns.map((r) => r.revenue))
  const back = setting.margin * direct + setting.indirect
  const { joins } = spend
  const parts = {
    ...{ direct, indirect: setting.indirect, margin: setting.margin, joins, cost, earned: setting.margin * direct },
    ltvCac: worthOf(rows.worth, { ...setting, cost, joins }),
    ...(setting.hasCurve && { curve: curveOf(rows.payback, { joins, margin: setting.margin }).map((p) => ({ ...p })) }),
  }
  const unknown = {
    gross: null,
    original: null,
    incremental: nothing(),
    incrementalGain: nothing(),
    incrementalVerdict: null,
    paybackMonth: null,
  }
  if (cost === null) {
    const base = { numerator: null, denominator: null, parts: { ...parts, ...unknown } }
    return { state: 'not_covered', value: null, ...base, missing: MEDIA_FEED, notes: ['cost-blank'] }
  }
  if (cost === 0) {
    return { state: 'empty', value: null, numerator: back, denominator: 0, notes: [], parts: { ...parts, ...unknown } }
  }
  return {
    state: 'ok',
    value: (back - cost) / cost,
    numerator: back - cost,
    denominator: cost,
    notes: [],
    parts: {
      ...parts,
      gross: back / cost,
      original: setting.claimed === null ? null : (direct + setting.claimed) / cost,
      ...incremental(sum(rows.causes.map((c) => c.people)), cost, setting),
      ...paybackOf(rows.payback, { joins: spend.joins, cost, margin: setting.margin }),
    },
  }
}

/** One figure a channel; benefits are never split. */
export function roiGroups(rows: RoiRows, setting: Setting): GroupFigure[] {
  const channels = [...new Set([...rows.spends, ...rows.returns].map((row) => row.channel))].sort()
  return channels.map((channel) => {
    const own = <T extends { channel: string }>(all: readonly T[]) => all.filter((row) => row.channel === channel)
    const mine = {
      spends: own(rows.spends),
      returns: own(rows.returns),
      payback: own(rows.payback),
      causes: own(rows.causes),
      worth: own(rows.worth),
    }
    return { key: channel, label: channel, ...roiFigure(mine, { ...setting, indirect: 0, claimed: null }) }
  })
}

function nothing(): Part {
  return { value: null, low: null, high: null }
}

/** N·RD·(margin per extra returner) against the cost, with the limits of RD carried through. */
function incremental(people: number, cost: number, { margin, effect }: Setting): Record<string, Part> {
  const { returnerValue } = effect
  const gain = (risk: number | null) =>
    risk === null || returnerValue === null ? null : people * risk * margin * returnerValue
  const net = (risk: number | null) => {
    const gained = gain(risk)
    return gained === null ? null : (gained - cost) / cost
  }
  return {
    incremental: { value: net(effect.value), low: net(effect.low), high: net(effect.high) },
    incrementalGain: { value: gain(effect.value), low: gain(effect.low), high: gain(effect.high) },
    incrementalVerdict: effect.verdict,
    incrementalPeople: people,
    returnerValue,
  }
}

export interface EarnedPoint {
  /** Months since the join. */
  month: number
  people: number
  /** Mean margin until then, fen. */
  earned: number
}

/** What those who joined have earned by each month of membership, as far as enough of them have been in for so long. */
function curveOf(rows: readonly PaybackRow[], { joins, margin }: { joins: number; margin: number }): EarnedPoint[] {
  const points: EarnedPoint[] = []
  for (let month = 1; month <= PAYBACK_MONTHS; month++) {
    const own = rows.filter((row) => row.month === month)
    const people = sum(own.map((row) => row.people))
    if (people === 0 || (people < FEW && people < joins)) break
    points.push({ month, people, earned: (margin * sum(own.map((row) => row.revenue))) / people })
  }
  return points
}

/** First month by which those who joined had paid back what a join costs; else the last month that could be looked at. */
function paybackOf(
  rows: readonly PaybackRow[],
  { joins, cost, margin }: { joins: number; cost: number; margin: number },
): Record<string, Part> {
  const points = curveOf(rows, { joins, margin })
  const paid = points.find(({ earned }) => earned >= cost / joins)
  return { paybackMonth: paid?.month ?? null, paybackObserved: paid?.month ?? points.at(-1)?.month ?? 0 }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
