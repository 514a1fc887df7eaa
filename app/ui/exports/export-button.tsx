'use client'

import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ExportDialog } from './export-dialog.tsx'

/** Asks for the list of the page as a file. */
export function ExportButton({ count }: { count: number }) {
  const t = useTranslations('exports')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="no-print flex h-8 items-center gap-1.5 rounded-md border border-accent px-3 whitespace-nowrap text-accent hover:bg-accent-weak"
      >
        <Download size={14} aria-hidden="true" />
        {t('open')}
      </button>
      {isOpen && <ExportDialog count={count} onClose={() => setOpen(false)} />}
    </>
  )
}
