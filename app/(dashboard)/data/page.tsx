import type { Metadata } from 'next'
import { getTimeZone, getTranslations } from 'next-intl/server'
import type { SearchParams } from '../../../lib/filters/selection.ts'
import { wallTime } from '../../ui/figures/format.ts'
import { NoDates } from '../../ui/shell/no-dates.tsx'
import { PageHead } from '../../ui/shell/page-head.tsx'
import { readPage } from '../../ui/shell/read-page.ts'
import { Notice } from '../../ui/states/notice.tsx'
import { FeedAccounts, FileAccounts, MissingDays } from './accounts.tsx'
import { Catalog } from './catalog.tsx'
import { Consents } from './consents.tsx'
import { gatherData } from './gather.ts'
import { MatchRate } from './match-rate.tsx'
import { Checks, Quarantine, UnknownValues } from './problems.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.data'))('title') }
}

/** 数据与口径: can the numbers be trusted, and what do they mean? */
export default async function DataPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const t = await getTranslations('pages.data')
  const q = await getTranslations('quality')
  const read = await readPage(searchParams, async (page) => ({
    selection: page.selection,
    snapshot: page.view.snapshot.name,
    publishedAt: page.view.snapshot.publishedAt,
    dataThrough: page.view.snapshot.dataThrough ?? '',
    data: await gatherData(page),
  }))
  if (!read) return <NoDates />
  const { data, selection, snapshot, publishedAt, dataThrough } = read
  const missing = data.report.feeds.filter((feed) => !feed.covered).length
  return (
    <>
      <PageHead title={t('title')} question={t('question')}>
        <p className="text-note text-ink-3">
          {q('snapshot', { snapshot, published: wallTime(publishedAt, await getTimeZone(), true), day: dataThrough })}
        </p>
      </PageHead>
      <div className="grid grid-cols-1 gap-4">
        {data.report.isLenient && <Notice look="warn" title={q('lenient')} />}
        {missing > 0 && <Notice look="dashed" title={q('missing', { count: missing })} />}
        <MissingDays gaps={data.report.gaps} />
        <FeedAccounts report={data.report} />
        <FileAccounts report={data.report} />
        <Quarantine report={data.report} />
        <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
          <MatchRate asked={data.matchRate} selection={selection} />
          <UnknownValues report={data.report} />
        </div>
        {data.consents && <Consents rows={data.consents} />}
        <Checks report={data.report} />
        <Catalog definitions={data.definitions} />
      </div>
    </>
  )
}
