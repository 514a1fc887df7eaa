'use client'

import { useTranslations } from 'next-intl'
import { OnDemandPopover } from '../shell/on-demand-popover.tsx'
import type { Column } from './model.ts'

interface ColumnMenuProps {
  columns: Column[]
  isVisible: (id: string) => boolean
  onToggle: (id: string) => void
}

/** Which columns are shown. */
export function ColumnMenu({ columns, isVisible, onToggle }: ColumnMenuProps) {
  const t = useTranslations('table')
  return (
    <OnDemandPopover
      trigger={t('columns')}
      triggerClass="h-8 rounded-md px-2 text-body text-ink-2 hover:bg-sunken"
      label={t('columns')}
      popupClass="max-h-80 w-56 overflow-y-auto rounded-md border border-line-strong bg-surface p-1 shadow-pop outline-none"
      align="end"
    >
      {() =>
        columns.map((column) => (
          <label key={column.id} className="flex h-8 cursor-pointer items-center gap-2 rounded px-2 hover:bg-sunken">
            <input type="checkbox" checked={isVisible(column.id)} onChange={() => onToggle(column.id)} />
            {column.title}
          </label>
        ))
      }
    </OnDemandPopover>
  )
}
