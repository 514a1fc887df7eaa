/** The tables of a report, one a section, made from its answers. Pure: a frozen report gives the same tables for ever. */
import type { Figure } from '../metrics/metric.ts'
import { numberOf, partOf, recordOf } from '../metrics/shared/highlights.ts'
import { before } from './calls.ts'
import { channelsTable } from './channels-table.ts'
import type { Report } from './report.ts'
import {
  type CellUnit,
  columns,
  countsCell,
  figureCell,
  idsOf,
  intervalCell,
  minus,
  pairOf,
  type ReportTable,
  statusOf,
  type TableRow,
  value,
} from './table.ts'
import { weakestStep } from './weakest-step.ts'

const JUDGED = columns({
  ...{ value: 'value', interval: 'interval', counts: 'counts', goal: 'value' },
  ...{ before: 'value', change: 'value', status: 'value' },
})
const COMPARED = columns({ value: 'value', interval: 'interval', counts: 'counts', before: 'value', change: 'value' })

/** Every table that the report has answers for. */
export function tablesOf(report: Report): ReportTable[] {
  const tables = [
    checkpointsTable(report),
    figuresTable(report),
    funnelTable(report),
    channelsTable(report),
    membersTable(report),
    listsTable(report),
    matchTable(report),
    feedsTable(report),
  ]
  return tables.filter((table) => table.rows.length > 0)
}

const CHECKPOINTS: readonly [id: string, unit: CellUnit][] = [
  ['activity', 'ratio'],
  ['retention', 'ratio'],
  ['return-lift', 'points'],
  ['referral-lift', 'points'],
  ['brand', 'ratio'],
]

function checkpointsTable(report: Report): ReportTable {
  const rows = CHECKPOINTS.flatMap(([id, unit]) => comparedRow(report, id, unit))
  for (const row of rows) {
    const figure = report.entries[row.id]?.answer.overall
    row.cells.goal = value(figure?.target?.above, 'ratio')
    row.cells.status = value(statusOf(figure), 'status', figure)
  }
  return { id: 'checkpoints', columns: JUDGED, rows }
}

/** A figure with its interval and counts, and its change since last month. */
function comparedRow(report: Report, id: string, unit: CellUnit): TableRow[] {
  const { now, last, calls } = pairOf(report, id)
  if (!now) return []
  return [{ id, label: { row: id }, calls, cells: comparedCells(now, last, unit) }]
}

function comparedCells(now: Figure, last: Figure | undefined, unit: CellUnit): TableRow['cells'] {
  return {
    value: figureCell(now, unit),
    interval: intervalCell(now, unit),
    counts: countsCell(now),
    before: figureCell(last, unit),
    change: value(minus(now.value, last?.value), unit === 'ratio' ? 'points' : unit),
  }
}

const FIGURES: readonly [call: string, part: string, unit: CellUnit][] = [
  ['pool', 'value', 'people'],
  ['pool', 'new', 'people'],
  ['pool', 'left', 'people'],
  ['pool', 'leaveRate', 'ratio'],
  ['pool', 'dau', 'people'],
  ['pool', 'mau', 'people'],
  ['pool', 'stickiness', 'ratio'],
  ['pool', 'silentShare', 'ratio'],
  ['revenue', 'value', 'fen'],
  ['revenue', 'share', 'ratio'],
  ['revenue', 'arpu', 'fen'],
  ['revenue', 'visits', 'events'],
  ['revenue', 'returnVisitRate', 'ratio'],
]

function figuresTable(report: Report): ReportTable {
  const rows = FIGURES.flatMap(([call, part, unit]): TableRow[] => {
    const { now, last, calls } = pairOf(report, call)
    if (!now) return []
    const read = (figure: Figure | undefined) => (part === 'value' ? figure?.value : partOf(figure, part))
    const cells = {
      value: value(read(now), unit, now),
      before: value(read(last), unit, last),
      change: value(minus(read(now), read(last)), unit === 'ratio' ? 'points' : unit),
    }
    return [{ id: `${call}.${part}`, label: { row: `${call}-${part}` }, calls, cells }]
  })
  return { id: 'figures', columns: columns({ value: 'value', before: 'value', change: 'value' }), rows }
}

function funnelTable(report: Report): ReportTable {
  const entry = report.entries.funnel
  const weakest = weakestStep(entry?.answer)
  const rows = (entry?.answer.groups ?? []).map((step): TableRow => {
    const isEvents = step.key === 'exposure' || step.key === 'click'
    const rate = { low: partOf(step, 'stepLow'), high: partOf(step, 'stepHigh') }
    return {
      id: step.key,
      label: { row: `step-${step.key}` },
      calls: ['funnel'],
      ...(step.key === weakest?.step && { isMarked: true }),
      cells: {
        reached: value(step.numerator, isEvents ? 'events' : 'people', step),
        stepRate: value(partOf(step, 'stepRate'), 'ratio', step),
        stepInterval: intervalCell(rate, 'ratio'),
        fromJoin: value(isEvents ? null : step.value, 'ratio', step),
        median: value(partOf(step, 'medianHours'), 'hours', step),
        inProgress: value(partOf(step, 'inProgress'), 'people', step),
      },
    }
  })
  const kinds = { reached: 'value', stepRate: 'value', stepInterval: 'interval' } as const
  return {
    id: 'funnel',
    columns: columns({ ...kinds, fromJoin: 'value', median: 'value', inProgress: 'value' }),
    rows,
  }
}

function membersTable(report: Report): ReportTable {
  const [now, last] = [report.entries.members, report.entries[before('members')]]
  const tiers = (now?.answer.groups ?? []).map((tier): TableRow => {
    const earlier = last?.answer.groups?.find((g) => g.key === tier.key)
    const id = `tier.${tier.key}`
    return { id, label: { value: tier.key }, calls: idsOf([now, last]), cells: comparedCells(tier, earlier, 'ratio') }
  })
  const rows = [
    ...comparedRow(report, 'members', 'ratio'),
    ...tiers,
    ...comparedRow(report, 'nps', 'score'),
    ...comparedRow(report, 'health', 'reading'),
  ]
  return { id: 'members', columns: COMPARED, rows }
}

const ON_LIST = ['hit', 'new', 'booked', 'contacted', 'recovered', 'holdout', 'holdoutRecovered'] as const

function listsTable(report: Report): ReportTable {
  const entry = report.entries['at-risk']
  const rows = (entry?.answer.groups ?? []).map((rule): TableRow => {
    const counts = ON_LIST.map((name) => [name, value(partOf(rule, name), 'people', rule)] as const)
    const uplift = recordOf(rule, 'uplift')
    const [difference, low, high] = ['value', 'low', 'high'].map((name) => numberOf(uplift, name) ?? null)
    return {
      id: rule.key,
      label: { row: `rule-${rule.key}` },
      calls: ['at-risk'],
      cells: {
        ...Object.fromEntries(counts),
        uplift: value(difference, 'points', rule),
        upliftInterval: intervalCell({ low, high }, 'points'),
      },
    }
  })
  const kinds = Object.fromEntries(ON_LIST.map((name) => [name, 'value' as const]))
  return { id: 'lists', columns: columns({ ...kinds, uplift: 'value', upliftInterval: 'interval' }), rows }
}

function matchTable(report: Report): ReportTable {
  return { id: 'match', columns: COMPARED, rows: comparedRow(report, 'match-rate', 'ratio') }
}

const ACCOUNTS = ['rows', 'read', 'loaded', 'duplicate', 'superseded', 'quarantined'] as const

function feedsTable({ feeds }: Report): ReportTable {
  const rows = (feeds ?? []).map((feed): TableRow => {
    const accounts = ACCOUNTS.map((name) => [name, value(feed.covered ? feed[name] : null, 'events')] as const)
    return {
      id: feed.feed,
      label: { feed: feed.feed },
      calls: [],
      cells: {
        lastDay: value(feed.lastDay, 'day'),
        delay: value(feed.delay, 'days'),
        ...Object.fromEntries(accounts),
        status: value(feed.covered ? null : 'not_covered', 'status'),
      },
    }
  })
  const counts = Object.fromEntries(ACCOUNTS.map((name) => [name, 'value' as const]))
  return { id: 'feeds', columns: columns({ lastDay: 'value', delay: 'value', ...counts, status: 'value' }), rows }
}
