import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { readGroupDiseases } from '../../../lib/filters/options.ts'
import type { SearchParams } from '../../../lib/filters/selection.ts'
import { NoDates } from '../../ui/shell/no-dates.tsx'
import { PageHead } from '../../ui/shell/page-head.tsx'
import { readPage } from '../../ui/shell/read-page.ts'
import { ActivityCards } from './cards.tsx'
import { DailyRate } from './daily.tsx'
import { gatherActivity } from './gather.ts'
import { GroupTable } from './group-table.tsx'
import { Rhythm } from './rhythm.tsx'
import { Silence } from './silence.tsx'
import { ActivityTabs } from './tabs.tsx'
import { Talks } from './talks.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.activity'))('title') }
}

/** 社群活跃: do patients talk, or do we push? */
export default async function ActivityPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const t = await getTranslations('pages.activity')
  const read = await readPage(searchParams, async (page) => {
    const [data, diseases] = await Promise.all([gatherActivity(page), readGroupDiseases(page.view)])
    return { selection: page.selection, data, diseases }
  })
  if (!read) return <NoDates />
  const { data, selection, diseases } = read
  return (
    <>
      <PageHead title={t('title')} question={t('question')} />
      <ActivityTabs current="talk" selection={selection} />
      <div className="grid grid-cols-1 gap-4">
        <ActivityCards data={data} selection={selection} />
        <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
          <DailyRate data={data} />
          <Talks data={data} />
          <Silence data={data} selection={selection} />
          <Rhythm data={data} />
        </div>
        <GroupTable data={data} selection={selection} diseases={diseases} />
      </div>
    </>
  )
}
