import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import type { SearchParams } from '../../../lib/filters/selection.ts'
import { findingsOf } from '../../../lib/reports/findings.ts'
import { tablesOf } from '../../../lib/reports/tables.ts'
import { hospitalName } from '../../../lib/warehouse/layout.ts'
import { CohortTrend } from '../../ui/charts/cohort-trend.tsx'
import { NoDates } from '../../ui/shell/no-dates.tsx'
import { PageHead } from '../../ui/shell/page-head.tsx'
import { readPage } from '../../ui/shell/read-page.ts'
import { Findings } from './findings.tsx'
import { FrozenList } from './frozen-list.tsx'
import { gatherReport, type ReportPage } from './gather.ts'
import { PrintFrame } from './print-frame.tsx'
import { ReportHead } from './report-head.tsx'
import { ReportTableView } from './report-table.tsx'
import { Restated } from './restated.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.reports'))('title') }
}

/** 报表: how do we report this month to the director? */
export default async function ReportsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const t = await getTranslations('pages')
  const read = await readPage(searchParams, async (page) => ({
    selection: page.selection,
    data: await gatherReport(page),
  }))
  if (!read) return <NoDates />
  const { data, selection } = read
  const { report } = data
  const tables = tablesOf(report)
  const [first, ...rest] = tables.map((table) => <ReportTableView key={table.id} table={table} report={report} />)
  return (
    <>
      <PrintFrame {...(await printedHead(data))} />
      <div className="no-print">
        <PageHead title={t('reports.title')} question={t('reports.question')} />
      </div>
      <article className="grid grid-cols-1 gap-4">
        <ReportHead data={data} />
        <Findings findings={findingsOf(report)} report={report} />
        {first}
        <div className="grid gap-4 [--paper-width:336] lg:grid-cols-2 print:grid-cols-2">
          <CohortTrend
            asked={data.trends.activity}
            selection={selection}
            title={t('checkpoints.activityTrend')}
            subtitle={t('checkpoints.activityTrendText')}
            base="memberDays"
          />
          <CohortTrend
            asked={data.trends.retention}
            selection={selection}
            title={t('checkpoints.retentionTrend')}
            subtitle={t('checkpoints.retentionTrendText')}
            base="people"
            filter="cohort"
          />
        </div>
        {rest}
        {data.restatement && <Restated restatement={data.restatement} />}
        <FrozenList heads={data.all} />
      </article>
    </>
  )
}

/** Whose report, of which month, from which data: at the top of every printed page. */
async function printedHead({ report, head }: ReportPage): Promise<{ left: string; right: string }> {
  const t = await getTranslations()
  const owner = [hospitalName(), t('nav.product')].filter((name) => name !== null).join(' · ')
  const state = head ? t('reports.revision', { revision: head.revision }) : t('reports.live')
  return {
    left: `${owner} · ${t('reports.title', { month: report.month.month })}`,
    right: [t('reports.asOf', { day: report.month.asOf }), report.snapshot, state].join(' · '),
  }
}
