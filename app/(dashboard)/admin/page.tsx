import type { Metadata } from 'next'
import { forbidden } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { currentActor } from '../../../lib/access/actor.ts'
import { choiceOf, type SearchParams } from '../../../lib/filters/selection.ts'
import { PageHead } from '../../ui/shell/page-head.tsx'
import { Switch } from '../../ui/shell/switch.tsx'
import { ExportLimitsForm } from './export-limits.tsx'
import { gatherExportLimits, gatherGoals, gatherTrail, gatherUsers } from './gather.ts'
import { Goals } from './goals.tsx'
import { Trail } from './trail.tsx'
import { Users } from './users.tsx'

const TABS = ['users', 'trail', 'goals'] as const

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.admin'))('title') }
}

/** 设置与审计: who may see what, and who took what away? */
export default async function AdminPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [actor, params] = [await currentActor(), await searchParams]
  if (!actor.rights.has('manage-users')) forbidden()
  const t = await getTranslations('pages.admin')
  const a = await getTranslations('admin')
  const tab = choiceOf(params, 'tab', TABS)
  return (
    <>
      <PageHead title={t('title')} question={t('question')}>
        <Switch
          name="tab"
          label={a('tabs.label')}
          current={tab}
          options={TABS.map((value) => ({ value, label: a(`tabs.${value}`) }))}
        />
      </PageHead>
      {tab === 'users' && <Users tab={await gatherUsers(actor)} own={actor.id} />}
      {tab === 'trail' && <Trail tab={await gatherTrail(actor, params)} params={params} />}
      {tab === 'goals' && (
        <div className="grid grid-cols-1 gap-4">
          <Goals goals={await gatherGoals(actor)} />
          <ExportLimitsForm limits={await gatherExportLimits(actor)} />
        </div>
      )}
    </>
  )
}
