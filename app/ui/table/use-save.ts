'use client'

import { useLocale, useTimeZone, useTranslations } from 'next-intl'
import { download } from '../charts/png.ts'
import type { DefinitionText } from '../figures/definition-popover.tsx'
import { pointsUnit } from '../figures/format.ts'
import { languageOf } from '../i18n/language.ts'
import { useViewFacts } from '../shell/view-facts.tsx'
import type { TableData } from './model.ts'
import { saveTable } from './save-csv.ts'
import { workbookOf } from './save-xlsx.ts'

/** What a file is called and about. */
export interface FileSource {
  title: string
  /** Without its ending. */
  fileName: string
  definition?: DefinitionText
}

/** Saves a table as a file for a spreadsheet: plain, or a workbook with a cover that says what it is. */
export function useSave({ title, fileName, definition }: FileSource) {
  const t = useTranslations('chart')
  const shown = useViewFacts()
  const unit = pointsUnit(languageOf(useLocale()))
  const zone = useTimeZone() ?? 'UTC'
  const text = (label: string, value: string) => ({ label, cell: { value, type: 'text' as const } })
  return {
    csv: (table: TableData) => saveTable(table, fileName),
    async xlsx(table: TableData) {
      const { asOf, filters } = shown()
      const facts = [
        ...(asOf ? [{ label: t('asOfDay'), cell: { value: asOf, type: 'day' as const } }] : []),
        text(t('filters'), filters.join(' · ') || t('noFilter')),
        text(t('address'), window.location.href),
        { label: t('exported'), cell: { value: new Date().toISOString(), type: 'instant' as const } },
        ...(definition?.rows ?? []).map((row) => text(row.label, row.text)),
      ]
      const cover = { name: t('cover'), title, facts, pointsUnit: unit }
      download(await workbookOf(table, cover, zone), `${fileName}.xlsx`)
    },
  }
}
