'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { SavedCohort } from '../../../lib/risk/list.ts'
import { send } from '../../ui/api.ts'
import { integer } from '../../ui/figures/format.ts'

/** Lists under a name: frozen people, or the question asked anew. */
export function SavedLists({ cohorts }: { cohorts: readonly SavedCohort[] }) {
  const t = useTranslations('atRisk.saved')
  const router = useRouter()
  if (cohorts.length === 0) return null
  const remove = async (id: string) => {
    await send('DELETE', `/api/cohorts?id=${encodeURIComponent(id)}`)
    router.refresh()
  }
  return (
    <section aria-label={t('title')} className="rounded-md border border-line bg-surface p-4">
      <h2 className="text-section font-strong">{t('title')}</h2>
      <ul className="mt-2 grid gap-1">
        {cohorts.map((cohort) => (
          <li key={cohort.id} className="flex flex-wrap items-baseline gap-x-3">
            <a
              href={cohort.kind === 'frozen' ? `${cohort.address}&saved=${cohort.id}` : cohort.address}
              className="text-accent underline-offset-2 hover:underline"
            >
              {cohort.name}
            </a>
            <span className="text-note text-ink-3">
              {t(cohort.kind, { count: integer(cohort.count), day: cohort.asOf })}
            </span>
            <button
              type="button"
              onClick={() => void remove(cohort.id)}
              className="ml-auto h-8 rounded-md px-2 text-note text-ink-3 hover:bg-sunken hover:text-bad"
            >
              {t('remove')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
