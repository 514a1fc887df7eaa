import { useTranslations } from 'next-intl'
import { ignoredBy, type Report } from '../../../lib/reports/report.ts'
import type { Cell, ReportTable, TableRow, ValueCell } from '../../../lib/reports/table.ts'
import { integer } from '../../ui/figures/format.ts'
import { STATUS_CLASS, STATUS_GLYPH, type Status } from '../../ui/figures/status.ts'
import { useReportWords } from '../../ui/reports/use-report-words.ts'
import { commandsOf } from './commands.ts'
import { Trace } from './trace.tsx'

/** The first column stays when a table scrolls sideways, on the colour of its row. */
const CELL =
  'h-9 border-b border-line px-2 text-right whitespace-nowrap first:sticky first:left-0 first:bg-inherit first:text-left'

/** Rows above this are cut between two sheets of paper rather than leave half of one empty. */
const WHOLE_UP_TO = 16

/** A table of the report, whole: nothing scrolls away when it is printed. */
export function ReportTableView({ table, report }: { table: ReportTable; report: Report }) {
  const t = useTranslations('reports')
  const words = useReportWords()
  const commands = commandsOf(report)
  const title = t(`tables.${table.id}.title`)
  const isTraced = table.rows.some((row) => row.calls.length > 0)
  return (
    <section
      aria-label={title}
      className={`min-w-0 rounded-md border border-line bg-surface p-4 ${table.rows.length > WHOLE_UP_TO ? 'is-long' : ''}`}
    >
      <h2 className="break-after-avoid text-section font-strong">{title}</h2>
      <p className="break-after-avoid pb-2 text-note text-ink-3">
        {t(`tables.${table.id}.text`)} <Ignored table={table} report={report} />
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="relative overflow-x-auto" tabIndex={0}>
        <table className="w-full border-separate border-spacing-0">
          <thead>
            <tr className="bg-surface text-note text-ink-2">
              <th scope="col" className={`${CELL} border-line-strong`}>
                {t('columns.name')}
              </th>
              {table.columns.map((column) => (
                <th key={column.id} scope="col" className={`${CELL} border-line-strong`}>
                  {t(`columns.${column.id}`)}
                </th>
              ))}
              {isTraced && (
                <th scope="col" className={`no-print ${CELL} border-line-strong`}>
                  {t('tools.trace')}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row) => (
              <tr key={row.id} className={lookOf(row)}>
                <th scope="row" className={`${CELL} ${row.isTotal ? 'font-strong' : 'font-normal'} max-w-60 truncate`}>
                  {words.label(row.label)}
                </th>
                {table.columns.map((column) => (
                  <td key={column.id} className={CELL}>
                    <CellText cell={row.cells[column.id]} column={column.id} />
                  </td>
                ))}
                {isTraced && (
                  <td className={`no-print ${CELL}`}>
                    <Trace commands={commands(row.calls)} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** Says which filters of the report a table cannot apply. */
function Ignored({ table, report }: { table: ReportTable; report: Report }) {
  const t = useTranslations()
  const keys = ignoredBy(
    report,
    table.rows.flatMap((row) => row.calls),
  )
  if (keys.length === 0) return null
  const filters = keys.map((key) => t(`filters.${key}`)).join(t('list.and'))
  return <span className="text-warn">{t('reports.someIgnore', { filters })}</span>
}

function lookOf(row: TableRow): string {
  if (row.isTotal) return 'break-inside-avoid bg-sunken font-strong'
  return row.isMarked ? 'break-inside-avoid bg-warn-weak' : 'break-inside-avoid bg-surface'
}

function CellText({ cell, column }: { cell: Cell | undefined; column: string }) {
  const words = useReportWords()
  const t = useTranslations('reports')
  if (!cell) return '—'
  if (cell.kind === 'interval')
    return <span className="text-ink-2">{words.interval(cell.low, cell.high, cell.unit)}</span>
  if (cell.kind === 'counts') {
    const { numerator, denominator } = cell
    if (denominator === null) return '—'
    const counts = { numerator: integer(numerator), denominator: integer(denominator) }
    return <span className="text-ink-2">{numerator === null ? counts.denominator : t('ratioOf', counts)}</span>
  }
  if (cell.unit === 'status') return <StatusText cell={cell} />
  const isMissing = cell.value === null
  const text =
    column === 'change' && typeof cell.value !== 'string'
      ? words.change(cell.value, cell.unit)
      : words.value(cell.value, cell.unit)
  const day = isMissing && cell.figure?.state === 'immature' ? cell.figure.maturesOn : undefined
  const reason = words.reason(cell)
  return (
    <span
      title={reason || undefined}
      className={isMissing ? `text-ink-3 ${reason ? 'told' : ''} ${day ? 'hatched' : ''}` : ''}
    >
      {day ?? text}
    </span>
  )
}

function StatusText({ cell }: { cell: ValueCell }) {
  const t = useTranslations('status')
  if (cell.value === null) return <span className="text-ink-3">—</span>
  const status = cell.value as Status
  return (
    <span className={`inline-flex items-center gap-1 rounded border px-1.5 py-px text-note ${STATUS_CLASS[status]}`}>
      <span aria-hidden="true">{STATUS_GLYPH[status]}</span>
      {t(status)}
    </span>
  )
}
