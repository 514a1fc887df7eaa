'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { POPULATIONS, type Population } from '../../../lib/filters/selection.ts'
import { carriedQuery } from './address.ts'
import { PageLink } from './page-link.tsx'
import { Switch } from './switch.tsx'

/** What the note says on pages with figures that are defined for patients who never joined. */
const COMPARABLE: Readonly<Record<string, string>> = { '/': 'comparable', '/channels': 'channels' }
/** Pages about the data and the accounts, which ask for nobody in particular. */
const ABOUT_NOBODY: readonly string[] = ['/data', '/admin', '/account', '/exports']

function usePopulation(): Population {
  const value = useSearchParams().get('population')
  return POPULATIONS.find((population) => population === value) ?? 'community'
}

/** 社群 / 非社群 / 对比, in one click. */
export function PopulationSwitch() {
  const t = useTranslations('population')
  return (
    <Switch
      name="population"
      label={t('label')}
      current={usePopulation()}
      options={POPULATIONS.map((value) => ({ value, label: t(value) }))}
    />
  )
}

/** Once others are asked for: what can be compared on this page, why the rest cannot, and that it proves nothing. */
export function PopulationNote() {
  const t = useTranslations('population')
  const path = usePathname()
  const query = carriedQuery(new URLSearchParams(useSearchParams()))
  if (usePopulation() === 'community' || ABOUT_NOBODY.includes(path)) return null
  return (
    <p role="status" className="border-b border-warn bg-warn-weak px-4 py-2 text-note leading-5 md:px-6">
      {t(COMPARABLE[path] ?? 'membersOnly')} <span className="font-strong">{t('caution')}</span>{' '}
      <PageLink href={`/checkpoints${query}`} className="text-accent underline underline-offset-2">
        {t('lift')}
      </PageLink>
    </p>
  )
}
