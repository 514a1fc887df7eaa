import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { oneOf, type SearchParams } from '../../../lib/filters/selection.ts'
import { NoDates } from '../../ui/shell/no-dates.tsx'
import { PageHead } from '../../ui/shell/page-head.tsx'
import { readPage } from '../../ui/shell/read-page.ts'
import { Switch } from '../../ui/shell/switch.tsx'
import { Attribution } from './attribution.tsx'
import { ATTRIBUTIONS, gatherFunnel } from './gather.ts'
import { JoinPeriod } from './join-period.tsx'
import { Parts } from './parts.tsx'
import { StepTable } from './step-table.tsx'
import { Steps } from './steps.tsx'
import { Trend } from './trend.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.funnel'))('title') }
}

/** 转化漏斗: at which step do people get stuck? */
export default async function FunnelPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const t = await getTranslations('pages.funnel')
  const f = await getTranslations('funnel')
  const read = await readPage(searchParams, async (page) => ({
    selection: page.selection,
    // As asked, so that the fields show what was typed.
    asked: { from: oneOf(page.params, 'from') ?? '', to: oneOf(page.params, 'to') ?? '' },
    data: await gatherFunnel(page),
  }))
  if (!read) return <NoDates />
  const { data, selection, asked } = read
  return (
    <>
      <PageHead title={t('title')} question={t('question')}>
        <div className="no-print flex flex-wrap items-center gap-x-4 gap-y-2">
          <Switch
            name="attribution"
            label={f('attributionSwitch')}
            isLabelShown
            current={data.attribution}
            options={ATTRIBUTIONS.map((value) => ({ value, label: f(`attribution.${value}`) }))}
          />
          <JoinPeriod {...asked} asOf={data.asOf} presets={data.presets} />
        </div>
      </PageHead>
      <div className="grid grid-cols-1 gap-4">
        <Steps data={data} selection={selection} />
        <StepTable data={data} selection={selection} />
        <Parts data={data} selection={selection} />
        <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
          <Trend data={data} selection={selection} />
        </div>
        <Attribution data={data} />
      </div>
    </>
  )
}
