'use client'

import { Printer } from 'lucide-react'
import { useTranslations } from 'next-intl'

export function PrintButton({ className }: { className: string }) {
  const t = useTranslations('reports.tools')
  return (
    <button type="button" className={className} onClick={() => window.print()}>
      <Printer size={14} aria-hidden="true" />
      {t('print')}
    </button>
  )
}
