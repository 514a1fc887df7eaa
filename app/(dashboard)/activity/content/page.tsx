import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import type { SearchParams } from '../../../../lib/filters/selection.ts'
import { NoDates } from '../../../ui/shell/no-dates.tsx'
import { PageHead } from '../../../ui/shell/page-head.tsx'
import { readPage } from '../../../ui/shell/read-page.ts'
import { Switch } from '../../../ui/shell/switch.tsx'
import { ActivityTabs } from '../tabs.tsx'
import { Campaigns } from './campaigns.tsx'
import { ContentCards } from './cards.tsx'
import { Contents } from './contents.tsx'
import { gatherContent, WEEKS } from './gather.ts'
import { Kinds } from './kinds.tsx'
import { PressurePanel } from './pressure.tsx'
import { PressureTable } from './pressure-table.tsx'
import { Coupons, Streams } from './programmes.tsx'
import { Slots } from './slots.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('activityTabs'))('content') }
}

/** 内容与活动: what we send, who opens it, who leaves over it, and what comes of it. */
export default async function ContentPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const t = await getTranslations('pages.activity')
  const c = await getTranslations('content')
  const read = await readPage(searchParams, async (page) => ({
    selection: page.selection,
    data: await gatherContent(page),
  }))
  if (!read) return <NoDates />
  const { data, selection } = read
  return (
    <>
      <PageHead title={t('title')} question={c('question')}>
        <Switch
          name="weeks"
          label={c('period')}
          isLabelShown
          current={data.weeks}
          options={WEEKS.map((value) => ({ value, label: c('weeks', { weeks: value }) }))}
        />
      </PageHead>
      <ActivityTabs current="content" selection={selection} />
      <div className="grid grid-cols-1 gap-4">
        <ContentCards data={data} selection={selection} />
        <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
          <PressurePanel data={data} />
          <Kinds data={data} />
          <PressureTable data={data} selection={selection} />
          <Slots data={data} />
          <Contents data={data} />
          <Campaigns data={data} selection={selection} />
          <Streams data={data} />
          <Coupons data={data} selection={selection} />
        </div>
      </div>
    </>
  )
}
