import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import type { SearchParams } from '../../../lib/filters/selection.ts'
import { NoDates } from '../../ui/shell/no-dates.tsx'
import { PageHead } from '../../ui/shell/page-head.tsx'
import { readPage } from '../../ui/shell/read-page.ts'
import { BandMoves } from './band-moves.tsx'
import { MembersCards } from './cards.tsx'
import { CouponFates, CouponRates } from './coupons.tsx'
import { FollowUp } from './follow-up.tsx'
import { gatherMembers } from './gather.ts'
import { HealthChange } from './health-change.tsx'
import { HighValue } from './high-value.tsx'
import { NpsGroups, SurveyWaves } from './nps.tsx'
import { Points } from './points.tsx'
import { Referred, Referrers } from './referral.tsx'
import { IntervalCurves, IntervalDiseases } from './return-interval.tsx'
import { TierFlow } from './tier-flow.tsx'
import { TierTable } from './tier-table.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.members'))('title') }
}

/** 会员与结局: are members and their outcomes better off? */
export default async function MembersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const t = await getTranslations('pages.members')
  const s = await getTranslations('membersSections')
  const read = await readPage(searchParams, async (page) => ({
    selection: page.selection,
    data: await gatherMembers(page),
  }))
  if (!read) return <NoDates />
  const { data, selection } = read
  const panels = { data, selection }
  return (
    <>
      <PageHead title={t('title')} question={t('question')} />
      <div className="grid grid-cols-1 gap-4">
        <MembersCards {...panels} />
        <Section title={s('tiers')}>
          <TierTable {...panels} />
          <TierFlow {...panels} />
          <Points {...panels} />
          <CouponFates {...panels} />
          <CouponRates {...panels} />
        </Section>
        <Section title={s('visits')}>
          <IntervalCurves {...panels} />
          <IntervalDiseases {...panels} />
          <FollowUp {...panels} />
          <HighValue {...panels} />
          <Referred {...panels} />
          <Referrers {...panels} />
        </Section>
        <Section title={s('outcomes')}>
          <HealthChange {...panels} />
          <BandMoves {...panels} />
          <SurveyWaves kind="nps" {...panels} />
          <SurveyWaves kind="satisfaction" {...panels} />
          <NpsGroups {...panels} />
        </Section>
      </div>
    </>
  )
}

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section aria-label={title} className="grid grid-cols-1 gap-4 lg:grid-cols-2">
      <h2 className="pt-2 text-section font-strong text-ink-2 lg:col-span-2">{title}</h2>
      {children}
    </section>
  )
}
