import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { outreachOf, riskCaseOf } from '../../../../lib/app-state/risk.ts'
import type { SearchParams } from '../../../../lib/filters/selection.ts'
import { monthsOf } from '../../../../lib/people/months.ts'
import { riskList } from '../../../../lib/risk/list.ts'
import { languageOf } from '../../../ui/i18n/language.ts'
import { BackButton } from '../../../ui/people/back-button.tsx'
import { NoDates } from '../../../ui/shell/no-dates.tsx'
import { PageHead } from '../../../ui/shell/page-head.tsx'
import { readPage } from '../../../ui/shell/read-page.ts'
import { Notice } from '../../../ui/states/notice.tsx'
import { useRuleTitle } from '../../at-risk/words.ts'
import { Consents } from './consents.tsx'
import { Facts } from './facts.tsx'
import { Months } from './months.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('people'))('label') }
}

interface Props {
  params: Promise<{ person: string }>
  searchParams: Promise<SearchParams>
}

/** One person's evidence: who, on which lists and why, and what happened month by month. */
export default async function PersonPage({ params, searchParams }: Props) {
  const { person } = await params
  const t = await getTranslations('person')
  const read = await readPage(searchParams, async ({ view, asOf }) => {
    const found = await view.person(person, asOf)
    if (!found) return { asOf, found: null }
    const list = await riskList(view, { filters: {} }, { rule: 'any', asOf, only: new Set([person]) })
    return {
      ...{ asOf, found, row: list[0] ?? null, entries: await outreachOf(person), written: await riskCaseOf(person) },
      mayChange: view.actor.rights.has('manage-outreach'),
      mayUnmask: view.actor.rights.has('unmask'),
    }
  })
  if (!read) return <NoDates />
  const { asOf, found } = read
  if (!found) return <Notice title={t('notFound')}>{t('notFoundText')}</Notice>
  return (
    <>
      <PageHead title={t('title', { name: found.facts.name ?? person })} question={t('question', { day: asOf })}>
        <BackButton label={(await getTranslations('people'))('back')} />
      </PageHead>
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-[320px_1fr] lg:items-start">
        <div className="grid gap-4">
          <Facts facts={found.facts} mayUnmask={read.mayUnmask} />
          <OnLists rules={read.row ? String(read.row.dates.rules).split(',') : []} owner={read.row?.owner ?? null} />
          <Consents
            person={person}
            consents={found.consents}
            tagOptOut={found.tagOptOut}
            written={read.written}
            mayChange={read.mayChange}
          />
          <Outreach entries={read.entries} />
        </div>
        <Months months={monthsOf(found.events)} language={languageOf(await getLocale())} />
      </div>
    </>
  )
}

async function OnLists({ rules, owner }: { rules: readonly string[]; owner: string | null }) {
  const t = await getTranslations('person')
  return (
    <Rules rules={rules} title={t(rules.length > 0 ? 'onLists' : 'onNoList')} owner={owner && t('owner', { owner })} />
  )
}

function Rules({ rules, title, owner }: { rules: readonly string[]; title: string; owner: string | null }) {
  const nameOf = useRuleTitle()
  return (
    <section aria-label={title} className="rounded-md border border-line bg-surface p-4">
      <h2 className="text-section font-strong">{title}</h2>
      {owner && <p className="text-note text-ink-3">{owner}</p>}
      <ul className="mt-1 grid gap-1">
        {rules.map((rule) => (
          <li key={rule}>
            <a href={`/at-risk?rule=${rule}`} className="text-accent underline-offset-2 hover:underline">
              {nameOf(rule)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

async function Outreach({ entries }: { entries: Awaited<ReturnType<typeof outreachOf>> }) {
  const t = await getTranslations('person')
  const actions = await getTranslations('atRisk.actions')
  return (
    <section aria-label={t('outreach')} className="rounded-md border border-line bg-surface p-4">
      <h2 className="text-section font-strong">{t('outreach')}</h2>
      {entries.length === 0 && <p className="text-note text-ink-3">{t('none')}</p>}
      <ol className="mt-1 grid gap-2">
        {entries.map((entry) => (
          <li key={entry.id}>
            <p>
              {entry.day} {t(`words.${entry.arm}`)} {entry.channel && actions(`channels.${entry.channel}`)}
            </p>
            {entry.script && <p className="text-note whitespace-pre-wrap text-ink-2">{entry.script}</p>}
            <p className="text-note text-ink-3">{t('by', { by: entry.by })}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}
