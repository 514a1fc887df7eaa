import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import type { SearchParams } from '../../../lib/filters/selection.ts'
import { CohortTrend } from '../../ui/charts/cohort-trend.tsx'
import { SurvivalChart } from '../../ui/charts/survival-chart.tsx'
import { NoDates } from '../../ui/shell/no-dates.tsx'
import { PageHead } from '../../ui/shell/page-head.tsx'
import { readPage } from '../../ui/shell/read-page.ts'
import { Brand } from './brand.tsx'
import { gatherCheckpoints } from './gather.ts'
import { Goals } from './goals.tsx'
import { LiftForest } from './lift.tsx'
import { LiftDetails } from './lift-details.tsx'
import { MonthTable } from './month-table.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.checkpoints'))('title') }
}

/** 四检查点: are the goals of 3, 6, 12 and 24 months reached? */
export default async function CheckpointsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const t = await getTranslations('pages.checkpoints')
  const read = await readPage(searchParams, async (page) => ({
    selection: page.selection,
    data: await gatherCheckpoints(page),
  }))
  if (!read) return <NoDates />
  const { data, selection } = read
  const { retention, activity, returnLift, referralLift, brand } = data
  return (
    <>
      <PageHead title={t('title')} question={t('question')} />
      <div className="grid grid-cols-1 gap-4">
        <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
          <Goals data={data} selection={selection} />
          <LiftForest returnLift={returnLift} referralLift={referralLift} selection={selection} />
          <CohortTrend
            asked={activity}
            selection={selection}
            title={t('activityTrend')}
            subtitle={t('activityTrendText')}
            base="memberDays"
          />
          <CohortTrend
            asked={retention}
            selection={selection}
            title={t('retentionTrend')}
            subtitle={t('retentionTrendText')}
            base="people"
            filter="cohort"
          />
          <SurvivalChart asked={retention} />
          <Brand asked={brand} selection={selection} />
        </div>
        <MonthTable data={data} selection={selection} />
        <LiftDetails returnLift={returnLift} referralLift={referralLift} />
      </div>
    </>
  )
}
