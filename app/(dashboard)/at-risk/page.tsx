import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { mayChange } from '../../../lib/access/actor.ts'
import type { RiskThreshold } from '../../../lib/app-state/risk.ts'
import { readOptions } from '../../../lib/filters/options.ts'
import type { SearchParams } from '../../../lib/filters/selection.ts'
import { NoDates } from '../../ui/shell/no-dates.tsx'
import { PageHead } from '../../ui/shell/page-head.tsx'
import { readPage } from '../../ui/shell/read-page.ts'
import { DropOut } from './drop-out.tsx'
import { gatherAtRisk } from './gather.ts'
import { RiskList } from './list.tsx'
import { ModelCard } from './model-card.tsx'
import { Recovery } from './recovery.tsx'
import { RuleTiles } from './rule-tiles.tsx'
import { SavedLists } from './saved-lists.tsx'
import { ThresholdDialog } from './thresholds.tsx'
import { ValueGrid } from './value-grid.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.atRisk'))('title') }
}

/** Thresholds in force, for whatever goes by them. */
function boundsOf(thresholds: readonly RiskThreshold[]): string {
  return thresholds.map(({ rule, disease, value }) => `${rule}:${disease}:${value}`).join()
}

/** 风险名单: whom to contact first today? */
export default async function AtRiskPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const t = await getTranslations('pages.atRisk')
  const read = await readPage(searchParams, async (page) => {
    const [data, options] = await Promise.all([gatherAtRisk(page), readOptions(page.view)])
    const isReadOnly = !mayChange(page.view.actor, 'write-thresholds')
    return { selection: page.selection, data, options, isReadOnly }
  })
  if (!read) return <NoDates />
  const { data, selection, options } = read
  const names = Object.fromEntries([...options.group, ...options.channel].map((o) => [o.value, o.label]))
  return (
    <>
      <PageHead title={t('title')} question={t('question')} />
      <div className="grid grid-cols-1 gap-4">
        <RuleTiles data={data} />
        <RiskList
          asOf={data.asOf}
          rule={data.rule}
          bounds={boundsOf(data.thresholds)}
          band={data.band}
          names={names}
          cohort={data.cohort}
        >
          <ThresholdDialog
            own={data.thresholds}
            diseases={options.disease.map((o) => o.value)}
            isReadOnly={read.isReadOnly}
          />
        </RiskList>
        <SavedLists cohorts={data.cohorts} />
        <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
          <ValueGrid data={data} />
          <Recovery data={data} selection={selection} />
          <DropOut data={data} />
          <ModelCard data={data} selection={selection} />
        </div>
      </div>
    </>
  )
}
