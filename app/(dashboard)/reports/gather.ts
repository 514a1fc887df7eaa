import type { FrozenHead } from '../../../lib/app-state/reports.ts'
import { type Asked, definitionOf } from '../../../lib/filters/ask.ts'
import { oneOf } from '../../../lib/filters/selection.ts'
import { isMetricId } from '../../../lib/metrics/catalog.ts'
import { readQuality } from '../../../lib/quality/report.ts'
import { type Frozen, readFrozen, readHeads } from '../../../lib/reports/frozen.ts'
import { monthsUpTo, type ReportMonth, reportMonth } from '../../../lib/reports/month.ts'
import { askAgain, buildReport, type Report } from '../../../lib/reports/report.ts'
import { type Restatement, restate } from '../../../lib/reports/restated.ts'
import type { Page } from '../../ui/shell/read-page.ts'

/** Months to choose from. */
const MONTHS = 25
/** Value of `show` for the figures as they are now. */
export const TODAY = 'today'

export interface ReportPage {
  report: Report
  /** Which freeze is shown; null for today's figures. */
  head: FrozenHead | null
  /** Revisions of this month under these filters, the latest first. */
  revisions: FrozenHead[]
  /** Every frozen report. */
  all: FrozenHead[]
  months: ReportMonth[]
  /** Absent for today's figures. */
  restatement: Restatement | null
  trends: { activity: Asked; retention: Asked }
  canFreeze: boolean
}

/** The report that the address asks for: a freeze by its id, else the latest of the month, else today's figures. */
export async function gatherReport({ view, params, selection, asOf }: Page): Promise<ReportPage> {
  const { actor } = view
  const dataThrough = view.snapshot.dataThrough ?? asOf
  const month = reportMonth(selection.asOf === undefined ? undefined : asOf, dataThrough)
  const { filters } = selection
  const all = await readHeads(actor)
  const months = monthsUpTo(dataThrough, MONTHS)
  const revisions = await readHeads(actor, { month: month.month, filters })
  const frozen = await chosen(oneOf(params, 'show'), revisions, (id) => readFrozen(actor, id))
  const report = frozen?.report ?? (await buildReport(actor, view, month, filters))
  const compare = async (then: Report) => {
    const quality = actor.rights.has('read-quality') ? await readQuality(actor, view) : null
    const today = await askAgain(view, then)
    return restate(then, today, { files: quality?.files ?? null, feedsOf: await feedsOf(then) })
  }
  return {
    report,
    head: frozen?.head ?? null,
    revisions,
    all,
    months: months.some(({ month }) => month === report.month.month) ? months : [...months, report.month],
    restatement: frozen ? await compare(frozen.report) : null,
    trends: { activity: await asked(report, 'activity-cohorts'), retention: await asked(report, 'retention') },
    canFreeze: actor.rights.has('write-reports'),
  }
}

async function chosen(
  show: string | undefined,
  revisions: readonly FrozenHead[],
  read: (id: string) => Promise<Frozen | null>,
): Promise<Frozen | null> {
  if (show === TODAY) return null
  const id = show ?? revisions[0]?.id
  return id === undefined ? null : read(id)
}

/** Feeds that each metric of a report rests on. */
async function feedsOf(report: Report): Promise<Record<string, string[]>> {
  const metrics = [...new Set(Object.values(report.entries).map(({ question }) => question.metric))].filter(isMetricId)
  const definitions = await Promise.all(metrics.map(definitionOf))
  return Object.fromEntries(definitions.map(({ id, requires }) => [id, requires.flat()]))
}

/** An answer of the report as a chart takes it. */
async function asked(report: Report, id: string): Promise<Asked> {
  const entry = report.entries[id]
  if (!entry) throw new Error(`the report has no answer '${id}'`)
  return { ...entry, definition: await definitionOf(entry.question.metric) }
}
