import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { currentActor, mayChange } from '../../../lib/access/actor.ts'
import { listEntered } from '../../../lib/app-state/costs.ts'
import { appState } from '../../../lib/app-state/database.ts'
import { readOptions } from '../../../lib/filters/options.ts'
import type { SearchParams } from '../../../lib/filters/selection.ts'
import { EnteredCosts } from '../../ui/settings/entered.tsx'
import { NoDates } from '../../ui/shell/no-dates.tsx'
import { valueLabel } from '../../ui/shell/option-labels.ts'
import { PageHead } from '../../ui/shell/page-head.tsx'
import { readPage } from '../../ui/shell/read-page.ts'
import { gatherPopulations } from './_population/gather.ts'
import { PopulationPanel } from './_population/panel.tsx'
import { PredictedSection, PredictedSkeleton } from './_predicted/section.tsx'
import { Attribution } from './attribution.tsx'
import { ChannelTable } from './channel-table.tsx'
import { Compare } from './compare.tsx'
import { ChannelControls } from './controls.tsx'
import { Curves } from './curves.tsx'
import { DrillPanel } from './drill.tsx'
import { gatherChannels } from './gather.ts'
import { RoiStack } from './roi-stack.tsx'
import { ValueCost } from './value-cost.tsx'
import { WhatIf } from './what-if.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.channels'))('title') }
}

/** 渠道与 ROI: where should the money go? */
export default async function ChannelsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const t = await getTranslations('pages.channels')
  const c = await getTranslations('channels')
  const v = await getTranslations('values')
  const read = await readPage(searchParams, async (page) => ({
    selection: page.selection,
    snapshot: page.view.snapshot.name,
    options: await readOptions(page.view),
    populations: await gatherPopulations(page),
    data: page.selection.population === 'others' ? null : await gatherChannels(page),
  }))
  if (!read) return <NoDates />
  const { data, selection, snapshot, options, populations } = read
  const aside = populations && <PopulationPanel populations={populations} members={data} />
  if (!data) {
    return (
      <>
        <PageHead title={t('title')} question={t('question')} />
        {aside}
      </>
    )
  }
  const actor = await currentActor()
  const label = data.drill && (data.cac.answer.groups ?? []).find((g) => g.key === data.drill?.channel)?.label
  return (
    <>
      <PageHead title={t('title')} question={t('question')}>
        <p className="text-note text-ink-3">{c('span', { ...data.span })}</p>
      </PageHead>
      <div className="grid grid-cols-1 gap-4">
        <ChannelControls data={data} />
        {aside}
        <RoiStack data={data} />
        <ChannelTable data={data} selection={selection} />
        {data.drill && <DrillPanel data={data} drill={data.drill} name={valueLabel(v, label ?? data.drill.channel)} />}
        {!data.drill && <Compare data={data} />}
        <Curves data={data} />
        {!data.drill && (
          <>
            <div className="grid grid-cols-1 gap-4 xl:grid-cols-2">
              <ValueCost data={data} />
              <WhatIf data={data} />
            </div>
            <Attribution data={data} />
          </>
        )}
        {actor.rights.has('write-costs') && (
          <EnteredCosts
            entered={await listEntered(await appState())}
            snapshot={snapshot}
            channels={options.channel}
            groups={options.group}
            month={data.span.to.slice(0, 7)}
            isReadOnly={!mayChange(actor, 'write-costs')}
          />
        )}
        <Suspense fallback={<PredictedSkeleton />}>
          <PredictedSection searchParams={searchParams} />
        </Suspense>
      </div>
    </>
  )
}
