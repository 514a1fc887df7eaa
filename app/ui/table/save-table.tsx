'use client'

import { Menu } from '@base-ui/react/menu'
import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { DefinitionText } from '../figures/definition-popover.tsx'
import type { TableData } from './model.ts'
import { useSave } from './use-save.ts'

interface SaveTableProps {
  table: TableData
  title: string
  fileName: string
  definition?: DefinitionText
}

const ITEM = 'flex h-8 cursor-pointer items-center rounded px-3 outline-none data-highlighted:bg-sunken'

/** Saves all columns of a table, hidden ones too, as a file for a spreadsheet. */
export function SaveTable({ table, ...source }: SaveTableProps) {
  const t = useTranslations('chart')
  const save = useSave(source)
  return (
    <Menu.Root>
      <Menu.Trigger className="no-print flex h-8 shrink-0 items-center gap-1 rounded-md px-2 text-note whitespace-nowrap text-ink-2 hover:bg-sunken hover:text-ink">
        <Download size={14} aria-hidden="true" />
        {t('export')}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" className="z-50">
          <Menu.Popup className="rounded-md border border-line-strong bg-surface p-1 shadow-pop outline-none">
            <Menu.Item className={ITEM} onClick={() => save.csv(table)}>
              {t('csv')}
            </Menu.Item>
            <Menu.Item className={ITEM} onClick={() => void save.xlsx(table)}>
              {t('xlsx')}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
