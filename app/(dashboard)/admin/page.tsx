import type { Metadata } from 'next'
import { forbidden } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { type Actor, currentActor } from '../../../lib/access/actor.ts'
import { type SettingsTab, settingsTabs } from '../../../lib/access/matrix.ts'
import type { SearchParams } from '../../../lib/filters/selection.ts'
import { EnteredCosts } from '../../ui/settings/entered.tsx'
import { PageHead } from '../../ui/shell/page-head.tsx'
import { Switch } from '../../ui/shell/switch.tsx'
import { ExportLimitsForm } from './export-limits.tsx'
import { gatherCosts, gatherExportLimits, gatherGoals, gatherRules, gatherTrail, gatherUsers } from './gather.ts'
import { Goals } from './goals.tsx'
import { Rules } from './rules.tsx'
import { Trail } from './trail.tsx'
import { Users } from './users.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.admin'))('title') }
}

/** 设置与审计: who may see what, who took what away, and what do the figures go by? */
export default async function AdminPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [actor, params] = [await currentActor(), await searchParams]
  const tabs = settingsTabs(actor.rights)
  const tab = tabs.find((open) => open === params.tab) ?? tabs[0]
  if (!actor.rights.has('read-settings') || tab === undefined) forbidden()
  const t = await getTranslations('pages.admin')
  const a = await getTranslations('admin')
  return (
    <>
      <PageHead title={t('title')} question={t('question')} />
      <div className="pb-4">
        <Switch
          name="tab"
          label={a('tabs.label')}
          current={tab}
          options={tabs.map((value) => ({ value, label: a(`tabs.${value}`) }))}
        />
      </div>
      {await TAB[tab](actor, params)}
    </>
  )
}

/** What each tab shows; its gatherer asks for the right once more. */
const TAB: Record<SettingsTab, (actor: Actor, params: SearchParams) => Promise<ReactNode>> = {
  users: async (actor) => <Users tab={await gatherUsers(actor)} own={actor.id} />,
  trail: async (actor, params) => <Trail tab={await gatherTrail(actor, params)} params={params} />,
  rules: async (actor) => <Rules tab={await gatherRules(actor)} />,
  costs: async (actor) => <EnteredCosts {...(await gatherCosts(actor))} />,
  goals: async (actor) => <Goals {...(await gatherGoals(actor))} />,
  exports: async (actor) => <ExportLimitsForm {...(await gatherExportLimits(actor))} />,
}
