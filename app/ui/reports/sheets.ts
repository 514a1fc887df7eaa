/** A report as a workbook: a cover, the findings, one sheet a table, and the questions behind them. */
import type { FrozenHead } from '../../../lib/app-state/reports.ts'
import type { CellType, Cover, TypedCell, TypedSheet } from '../../../lib/export/workbook.ts'
import { findingsOf } from '../../../lib/reports/findings.ts'
import { commandOfEntry, type Report, versionsOf } from '../../../lib/reports/report.ts'
import type { Cell, CellUnit, ReportTable, TableRow, ValueCell } from '../../../lib/reports/table.ts'
import { tablesOf } from '../../../lib/reports/tables.ts'
import { hospitalName } from '../../../lib/warehouse/layout.ts'
import type { ReportWords, Translate } from './words.ts'

export interface Exporting {
  report: Report
  /** Absent for figures that are not frozen. */
  head: FrozenHead | null
  exporter: string
  /** ISO-8601. */
  exportedAt: string
  t: Translate
  words: ReportWords
}

const TYPES: Partial<Record<CellUnit, CellType>> = {
  ratio: 'share',
  points: 'points',
  people: 'integer',
  events: 'integer',
  days: 'integer',
  fen: 'yuan',
  day: 'day',
  hours: 'decimal',
  score: 'decimal',
  reading: 'decimal',
  multiple: 'decimal',
}

/** Of the column that says why cells are empty, in characters. */
const GAPS_WIDTH = 32

const text = (value: string | null | undefined): TypedCell => ({ value, type: 'text' })

/** What the file is, before any figure. */
export function coverOf({ report, head, exporter, exportedAt, t, words }: Exporting): Cover {
  const says = (key: string) => t(`reports.workbook.${key}`)
  const { month } = report
  const hospital = hospitalName()
  const versions = versionsOf(report).map(([metric, version]) => `${metric} v${version}`)
  const frozen = head && { value: new Date(head.createdAt).toISOString(), type: 'instant' as const }
  const state = head ? `${t('reports.revision', { revision: head.revision })} · ${head.createdBy}` : t('reports.live')
  const facts: Cover['facts'] = [
    ...(hospital ? [{ label: says('hospital'), cell: text(hospital) }] : []),
    {
      label: says('month'),
      cell: text(month.isFinished ? month.month : t('reports.monthRunning', { month: month.month })),
    },
    { label: says('asOf'), cell: { value: month.asOf, type: 'day' } },
    { label: says('filters'), cell: text(words.filters(report)) },
    { label: says('snapshot'), cell: text(report.snapshot) },
    { label: says('state'), cell: text(state) },
    ...(frozen ? [{ label: t('reports.list.when'), cell: frozen }] : []),
    { label: says('versions'), cell: text(versions.join(t('reports.and'))) },
    { label: says('exporter'), cell: text(exporter) },
    { label: says('exported'), cell: { value: exportedAt, type: 'instant' } },
  ]
  return {
    name: says('cover'),
    title: t('reports.workbook.title', { product: t('nav.product'), month: month.month }),
    facts,
    pointsUnit: words.pointsUnit,
  }
}

/** Every sheet behind the cover. */
export function sheetsOf(exporting: Exporting): TypedSheet[] {
  const tables = tablesOf(exporting.report)
  return [findingsSheet(exporting), ...tables.map((table) => tableSheet(table, exporting)), callsSheet(exporting)]
}

function findingsSheet({ report, t, words }: Exporting): TypedSheet {
  const says = (key: string) => t(`reports.workbook.${key}`)
  return {
    name: says('findings'),
    columns: [
      { title: says('kind'), width: 24 },
      { title: says('sentence'), width: 96 },
      { title: says('source'), width: 36 },
    ],
    rows: findingsOf(report).map((finding) => [
      text(t(`reports.kinds.${finding.kind}`)),
      text(words.sentence(finding)),
      text(finding.calls.join(', ')),
    ]),
  }
}

function tableSheet(table: ReportTable, { t, words }: Exporting): TypedSheet {
  const gaps = table.rows.map((row) => gapsOf(row, table, t, words))
  const hasGaps = gaps.some((gap) => gap !== '')
  return {
    name: t(`reports.tables.${table.id}.title`),
    sticky: 1,
    columns: [
      { title: t('reports.columns.name') },
      ...table.columns.flatMap((column) => titlesOf(column, t)),
      ...(hasGaps ? [{ title: t('reports.workbook.gaps'), width: GAPS_WIDTH }] : []),
      { title: t('reports.tools.trace') },
    ],
    rows: table.rows.map((row, i) => [
      { ...text(words.label(row.label)), isStrong: row.isTotal === true },
      ...table.columns.flatMap(({ id, kind }) => typedCells(row.cells[id], kind, words)),
      ...(hasGaps ? [text(gaps[i])] : []),
      text(row.calls.join(', ')),
    ]),
  }
}

/**
 * Why cells of a row are empty: `New, Booked: fewer than 5`. In a column of its own, so that one of figures holds figures
 * only and is no wider than they are.
 */
function gapsOf(row: TableRow, { columns }: ReportTable, t: Translate, words: ReportWords): string {
  const byReason = new Map<string, string[]>()
  for (const { id } of columns) {
    const cell = row.cells[id]
    const reason = cell?.kind === 'value' ? words.reason(cell) : ''
    if (reason) byReason.set(reason, [...(byReason.get(reason) ?? []), t(`reports.columns.${id}`)])
  }
  const said = [...byReason].map(([reason, titles]) => {
    return t('reports.workbook.gap', { columns: titles.join(t('reports.and')), reason })
  })
  return said.join(t('reports.join'))
}

/** An interval takes two columns, counts too. */
function titlesOf({ id, kind }: ReportTable['columns'][number], t: Translate): { title: string }[] {
  const title = t(`reports.columns.${id === 'median' ? 'medianHours' : id}`)
  const bound = (name: 'low' | 'high') => ({ title: t(`reports.columns.${name}`, { interval: title }) })
  if (kind === 'interval') return [bound('low'), bound('high')]
  if (kind === 'value') return [{ title }]
  return [{ title: t('reports.columns.numerator') }, { title: t('reports.columns.denominator') }]
}

function typedCells(cell: Cell | undefined, kind: Cell['kind'], words: ReportWords): TypedCell[] {
  if (!cell) return kind === 'value' ? [text(null)] : [text(null), text(null)]
  if (cell.kind === 'value') return [valueCell(cell, words)]
  if (cell.kind === 'counts') {
    return [cell.numerator, cell.denominator].map((value) => ({ value, type: 'integer' as const }))
  }
  return [cell.low, cell.high].map((value) => typed(value, cell.unit))
}

function valueCell(cell: ValueCell, words: ReportWords): TypedCell {
  if (cell.value === null) return text(null)
  if (typeof cell.value === 'number') return typed(cell.value, cell.unit)
  return cell.unit === 'day' ? { value: cell.value, type: 'day' } : text(words.value(cell.value, cell.unit))
}

function typed(value: number | null, unit: CellUnit): TypedCell {
  const isScore = unit === 'score' && value !== null
  return { value: isScore ? value * 100 : value, type: TYPES[unit] ?? 'decimal' }
}

/** Each call by its id: the question as the command line takes it, and the definition that answered. */
function callsSheet({ report, t }: Exporting): TypedSheet {
  const says = (key: string) => t(`reports.workbook.${key}`)
  return {
    name: says('calls'),
    columns: [
      { title: says('call') },
      { title: says('command'), width: 100 },
      { title: says('definition') },
      { title: says('version') },
    ],
    rows: Object.values(report.entries).map((entry) => [
      text(entry.id),
      text(commandOfEntry(entry)),
      text(entry.answer.metric),
      { value: entry.answer.definitionVersion, type: 'integer' },
    ]),
  }
}
