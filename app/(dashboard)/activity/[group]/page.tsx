import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import type { GroupProfile } from '../../../../lib/filters/groups.ts'
import type { SearchParams } from '../../../../lib/filters/selection.ts'
import { CohortTrend } from '../../../ui/charts/cohort-trend.tsx'
import { peopleLink } from '../../../ui/people/people-link.ts'
import { addressOf } from '../../../ui/shell/address.ts'
import { NoDates } from '../../../ui/shell/no-dates.tsx'
import { valueLabel } from '../../../ui/shell/option-labels.ts'
import { PageHead } from '../../../ui/shell/page-head.tsx'
import { PageLink } from '../../../ui/shell/page-link.tsx'
import { readPage } from '../../../ui/shell/read-page.ts'
import { Notice } from '../../../ui/states/notice.tsx'
import { DailyRate } from '../daily.tsx'
import { Rhythm } from '../rhythm.tsx'
import { Talks } from '../talks.tsx'
import { GroupCards } from './cards.tsx'
import { gatherGroup } from './gather.ts'
import { GroupMembers } from './members.tsx'

interface GroupPageProps {
  params: Promise<{ group: string }>
  searchParams: Promise<SearchParams>
}

export async function generateMetadata({ params }: GroupPageProps): Promise<Metadata> {
  return { title: decodeURIComponent((await params).group) }
}

/** One group: does it pass its checks, and how does it live? */
export default async function OneGroupPage({ params, searchParams }: GroupPageProps) {
  const id = decodeURIComponent((await params).group)
  const t = await getTranslations('groupPage')
  const v = await getTranslations('values')
  const read = await readPage(searchParams, async (page) => ({
    data: await gatherGroup(page, id),
    back: addressOf('/activity', page.selection),
  }))
  if (!read) return <NoDates />
  const { data, back } = read
  if (!data) notFound()
  const { group, selection, asOf } = data
  const lists = [
    { href: peopleLink(selection, { metric: 'pool', asOf }, 'in'), label: t('listIn') },
    { href: peopleLink(selection, data.retention.question, 'out'), label: t('listOut') },
  ]
  return (
    <>
      <PageHead title={group.name ?? v('unlistedGroup', { id })} question={profileOf(group, t, v)}>
        <nav aria-label={t('links')} className="no-print flex flex-wrap gap-x-4 text-accent">
          <PageLink href={back}>← {t('back')}</PageLink>
          {lists.map(({ href, label }) =>
            href === undefined ? null : (
              <Link key={label} href={href} prefetch={false}>
                {label}
              </Link>
            ),
          )}
        </nav>
      </PageHead>
      <div className="grid grid-cols-1 gap-4">
        {!group.isListed && (
          <Notice look="dashed" title={t('unlisted')}>
            {t('unlistedText', { id })}
          </Notice>
        )}
        <GroupCards data={data} />
        <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
          <DailyRate data={data} />
          <GroupMembers data={data} />
          <Talks data={data} />
          <Rhythm data={data} />
          <div className="lg:col-span-2">
            <CohortTrend
              asked={data.retention}
              selection={selection}
              title={t('retentionTrend')}
              subtitle={t('retentionTrendText')}
              base="people"
              filter="cohort"
            />
          </div>
        </div>
      </div>
    </>
  )
}

type Translate = (key: string, values?: Record<string, string>) => string

/** Disease, department and site, and since when it exists, as far as they are known. */
function profileOf(group: GroupProfile, t: Translate, v: Translate & { has(key: string): boolean }): string {
  const { disease, stage, department, hospital, startDay, dismissedOn } = group
  const known = [disease, stage, department, hospital].filter((value) => value !== 'unknown')
  return [
    ...known.map((value) => valueLabel(v, value)),
    ...(startDay ? [t('since', { day: startDay })] : []),
    ...(dismissedOn ? [t('dismissed', { day: dismissedOn })] : []),
  ].join(' · ')
}
