import type { Asked } from '../../../lib/filters/ask.ts'
import type { Population } from '../../../lib/filters/selection.ts'
import type { Definition, Figure } from '../../../lib/metrics/metric.ts'
import { type Highlight, highlightOf, monthHighlight, monthlyPart } from '../../../lib/metrics/shared/highlights.ts'
import type { Unit } from '../../ui/figures/format.ts'
import type { Overview } from './gather.ts'

/** Days of the trends of figures of a day. */
export const TREND_DAYS = 90

/** A figure of the strip: how the community is today, or how the last whole month was. */
export interface StripItem {
  id: 'value' | 'new' | 'dau' | 'wau' | 'mau' | 'stickiness' | 'booked' | 'returnVisits' | 'gtv' | 'arpu'
  unit: Unit
  /** Of a whole calendar month, against the month before; else of the as-of, against the end of last month. */
  isMonthly: boolean
  highlight: Highlight
  definition: Definition
  /** Where the value is missing, why. */
  figure: Figure
  /** Asked for patients who never joined, who have no such figure. */
  isMembersOnly: boolean
}

const NOTHING: Highlight = { value: null, before: null, change: null, trend: [] }

/**
 * The figures in the order in which they are read: who is there, who takes part, what it brings.
 * For others only, what needs a join has no value.
 */
export function stripOf(data: Overview, population: Population = 'community'): StripItem[] {
  const { others } = data
  if (population !== 'others' || others === null) return itemsOf(data, data.revenue)
  const items = itemsOf(data, others === 'filtered' ? data.revenue : others.revenue)
  return items.map((item) =>
    MONEY.includes(item.id) && others !== 'filtered' ? item : { ...item, highlight: NOTHING, isMembersOnly: true },
  )
}

/** Figures that patients who never joined have too. */
const MONEY: readonly StripItem['id'][] = ['returnVisits', 'gtv', 'arpu']

function itemsOf({ pool, poolBefore, booked, months }: Overview, revenue: Asked): StripItem[] {
  const series = pool.answer.series ?? []
  const days = { ...pool.answer, series: series.slice(-TREND_DAYS) }
  const joins = monthlyPart(pool.answer.overall, 'new').filter((month) => month.period <= months.last)
  const daily = (id: StripItem['id'], unit: Unit): StripItem => ({
    ...{ id, unit, isMonthly: false, definition: pool.definition, figure: pool.answer.overall },
    isMembersOnly: false,
    highlight: highlightOf(days, poolBefore.answer, id),
  })
  const money = (id: StripItem['id'], unit: Unit, name: string): StripItem => ({
    ...{ id, unit, isMonthly: true, definition: revenue.definition, figure: revenue.answer.overall },
    isMembersOnly: false,
    highlight: monthHighlight(revenue.answer.series ?? [], months, name),
  })
  return [
    daily('value', 'events'),
    daily('dau', 'events'),
    daily('wau', 'events'),
    daily('mau', 'events'),
    daily('stickiness', 'ratio'),
    { ...daily('new', 'events'), isMonthly: true, highlight: monthHighlight(joins, months, 'value') },
    {
      ...{ id: 'booked', unit: 'ratio', isMonthly: true, definition: booked.definition, figure: booked.answer.overall },
      isMembersOnly: false,
      highlight: monthHighlight(booked.answer.series ?? [], months, 'value'),
    },
    money('returnVisits', 'ratio', 'returnVisitRate'),
    money('gtv', 'fen', 'value'),
    money('arpu', 'fen', 'arpu'),
  ]
}
