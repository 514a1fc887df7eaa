import type { Definition, Figure } from '../../../lib/metrics/metric.ts'
import { type Highlight, highlightOf, monthHighlight, monthlySums } from '../../../lib/metrics/shared/highlights.ts'
import type { Unit } from '../../ui/figures/format.ts'
import type { Overview } from './gather.ts'

/** Days of the trends of figures of a day. */
const TREND_DAYS = 90

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
}

/** The figures in the order in which they are read: who is there, who takes part, what it brings. */
export function stripOf(data: Overview): StripItem[] {
  const { pool, poolBefore, revenue, booked, months } = data
  const series = pool.answer.series ?? []
  const days = { ...pool.answer, series: series.slice(-TREND_DAYS) }
  const joins = monthlySums(series, 'new').filter((month) => month.period <= months.last)
  const daily = (id: StripItem['id'], unit: Unit): StripItem => ({
    ...{ id, unit, isMonthly: false, definition: pool.definition, figure: pool.answer.overall },
    highlight: highlightOf(days, poolBefore.answer, id),
  })
  const money = (id: StripItem['id'], unit: Unit, name: string): StripItem => ({
    ...{ id, unit, isMonthly: true, definition: revenue.definition, figure: revenue.answer.overall },
    highlight: monthHighlight(revenue.answer.series ?? [], months, name),
  })
  return [
    daily('value', 'events'),
    { ...daily('new', 'events'), isMonthly: true, highlight: monthHighlight(joins, months, 'value') },
    daily('dau', 'events'),
    daily('wau', 'events'),
    daily('mau', 'events'),
    daily('stickiness', 'ratio'),
    {
      ...{ id: 'booked', unit: 'ratio', isMonthly: true, definition: booked.definition, figure: booked.answer.overall },
      highlight: monthHighlight(booked.answer.series ?? [], months, 'value'),
    },
    money('returnVisits', 'ratio', 'returnVisitRate'),
    money('gtv', 'fen', 'value'),
    money('arpu', 'fen', 'arpu'),
  ]
}
