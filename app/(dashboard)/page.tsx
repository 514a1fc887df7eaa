import { getTranslations } from 'next-intl/server'
import type { SearchParams } from '../../lib/filters/selection.ts'
import { AnnotationPanel } from '../ui/annotations/panel.tsx'
import { NoDates } from '../ui/shell/no-dates.tsx'
import { PageHead } from '../ui/shell/page-head.tsx'
import { readPage } from '../ui/shell/read-page.ts'
import { Attention } from './_overview/attention.tsx'
import { CheckpointCards } from './_overview/checkpoint-cards.tsx'
import { Compare } from './_overview/compare.tsx'
import { gatherOverview } from './_overview/gather.ts'
import { MonthTable } from './_overview/month-table.tsx'
import { Movers } from './_overview/movers.tsx'
import { Pulse } from './_overview/pulse.tsx'
import { Summary } from './_overview/summary.tsx'

/** 总览: is the month good, and why? */
export default async function OverviewPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const t = await getTranslations('pages.overview')
  const read = await readPage(searchParams, async (page) => ({
    selection: page.selection,
    data: await gatherOverview(page),
  }))
  if (!read) return <NoDates />
  const { data, selection } = read
  return (
    <>
      <PageHead title={t('title')} question={t('question')} />
      <div className="grid grid-cols-1 gap-4">
        <Summary data={data} />
        <CheckpointCards data={data} selection={selection} />
        {selection.population === 'both' && <Compare data={data} />}
        <Pulse data={data} selection={selection} />
        <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
          <Movers data={data} />
          <div className="grid grid-cols-1 content-start gap-4">
            <Attention data={data} selection={selection} />
            <AnnotationPanel day={data.asOf} />
          </div>
        </div>
        <MonthTable data={data} selection={selection} />
      </div>
    </>
  )
}
