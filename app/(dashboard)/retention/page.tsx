import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import type { SearchParams } from '../../../lib/filters/selection.ts'
import { SurvivalChart } from '../../ui/charts/survival-chart.tsx'
import { NoDates } from '../../ui/shell/no-dates.tsx'
import { PageHead } from '../../ui/shell/page-head.tsx'
import { readPage } from '../../ui/shell/read-page.ts'
import { CohortTable } from './cohort-table.tsx'
import { FirstDays } from './first-days.tsx'
import { gatherRetention } from './gather.ts'
import { HeatmapPanel } from './heatmap-panel.tsx'
import { Lifecycle } from './lifecycle.tsx'
import { MeanCurve } from './mean-curve.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.retention'))('title') }
}

/** 留存: which people are we losing? */
export default async function RetentionPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const t = await getTranslations('pages.retention')
  const read = await readPage(searchParams, async (page) => ({
    selection: page.selection,
    data: await gatherRetention(page),
  }))
  if (!read) return <NoDates />
  const { data, selection } = read
  return (
    <>
      <PageHead title={t('title')} question={t('question')} />
      <div className="grid grid-cols-1 gap-4">
        <HeatmapPanel data={data} selection={selection} />
        <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
          <MeanCurve data={data} />
          <SurvivalChart asked={data.retention} />
          <Lifecycle data={data} />
          <FirstDays data={data} selection={selection} />
        </div>
        <CohortTable data={data} selection={selection} />
      </div>
    </>
  )
}
