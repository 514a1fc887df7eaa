'use client'

import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { carriedQuery } from '../shell/address.ts'
import { PageLink } from '../shell/page-link.tsx'

/** To the monthly report of the month and the filters of this page. */
export function ReportLink() {
  const t = useTranslations('reports.tools')
  const query = carriedQuery(new URLSearchParams(useSearchParams()))
  return (
    <PageLink
      href={`/reports${query}`}
      className="text-body whitespace-nowrap text-accent underline underline-offset-2"
    >
      {t('overviewLink')}
    </PageLink>
  )
}
