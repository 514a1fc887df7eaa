'use client'

import { Menu } from '@base-ui/react/menu'
import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { TableData } from './model.ts'
import { type FileSource, useSave } from './use-save.ts'

/** A table may be made only when somebody wants it. */
export type TableSource = TableData | (() => TableData)

interface SaveTableProps extends FileSource {
  table: TableSource
  /** Saves what is drawn from it, where something is. */
  savePicture?: () => void
  /** A sign without words, where there is no room for them. */
  isCompact?: boolean
}

const ITEM = 'flex h-8 cursor-pointer items-center rounded px-3 outline-none data-highlighted:bg-sunken'

/** The table that a source makes. */
export function tableOf(source: TableSource): TableData {
  return typeof source === 'function' ? source() : source
}

/** Saves all columns of a table, hidden ones too, as a file for a spreadsheet. */
export function SaveTable({ table, savePicture, isCompact = false, ...source }: SaveTableProps) {
  const t = useTranslations('chart')
  const save = useSave(source)
  return (
    <Menu.Root>
      <Menu.Trigger
        className="no-print flex h-8 shrink-0 items-center gap-1 rounded-md px-2 text-note whitespace-nowrap text-ink-2 hover:bg-sunken hover:text-ink"
        title={isCompact ? t('export') : undefined}
      >
        <Download size={14} aria-hidden="true" />
        <span className={isCompact ? 'sr-only' : undefined}>{t('export')}</span>
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" className="z-50">
          <Menu.Popup className="rounded-md border border-line-strong bg-surface p-1 shadow-pop outline-none">
            <Menu.Item className={ITEM} onClick={() => save.csv(tableOf(table))}>
              {t('csv')}
            </Menu.Item>
            <Menu.Item className={ITEM} onClick={() => void save.xlsx(tableOf(table))}>
              {t('xlsx')}
            </Menu.Item>
            {savePicture && (
              <Menu.Item className={ITEM} onClick={savePicture}>
                {t('png')}
              </Menu.Item>
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
