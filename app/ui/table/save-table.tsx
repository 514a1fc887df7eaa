'use client'

import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { TableData } from './model.ts'
import { saveTable } from './save-csv.ts'

/** Saves all columns of a table, hidden ones too, as a file for a spreadsheet. */
export function SaveTable({ table, fileName }: { table: TableData; fileName: string }) {
  const t = useTranslations('chart')
  return (
    <button
      type="button"
      onClick={() => saveTable(table, fileName)}
      className="no-print flex h-8 shrink-0 items-center gap-1 rounded-md px-2 text-note whitespace-nowrap text-ink-2 hover:bg-sunken hover:text-ink"
    >
      <Download size={14} aria-hidden="true" />
      {t('export')}
    </button>
  )
}
