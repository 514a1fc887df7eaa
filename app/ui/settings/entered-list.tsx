'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { formatYuan } from '../figures/format.ts'
import type { EnteredRow } from './entered-panel.tsx'

interface EnteredListProps {
  rows: EnteredRow[]
  /** Names of channels and groups by their ids. */
  names: Readonly<Record<string, string>>
  /** Absent: the rows are only read. */
  actions?: RowActions
}

interface RowActions {
  onEdit: (row: EnteredRow) => void
  onRemove: (row: EnteredRow) => void
}

const COLUMNS = ['month', 'what', 'amount', 'status', 'by'] as const

const LOOK = {
  counted: { glyph: '✓', text: 'text-ink-2' },
  pending: { glyph: '…', text: 'text-warn' },
  'pending-removal': { glyph: '−', text: 'text-warn' },
} as const

/** What was entered, and whether the figures on this page hold it already. */
export function EnteredList({ rows, names, actions }: EnteredListProps) {
  const t = useTranslations('channels.entered')
  if (rows.length === 0) return <p className="text-ink-3">{t('empty')}</p>
  return (
    <div className="max-h-96 overflow-auto rounded-md border border-line">
      <table className="w-full border-separate border-spacing-0">
        <thead>
          <tr>
            {[...COLUMNS, ...(actions ? ['actions'] : [])].map((id) => (
              <th
                key={id}
                scope="col"
                className={`sticky top-0 h-9 border-b border-line-strong bg-surface px-3 text-note whitespace-nowrap text-ink-2 ${id === 'amount' ? 'text-right' : 'text-left'}`}
              >
                {t(`list.${id}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const look = LOOK[row.status]
            const isGone = row.status === 'pending-removal'
            return (
              <tr key={row.id}>
                <td className="h-9 border-b border-line px-3 whitespace-nowrap">{row.month}</td>
                <td className={`border-b border-line px-3 ${isGone ? 'line-through' : ''}`}>
                  {describe(row, names, t)}
                </td>
                <td className="border-b border-line px-3 text-right whitespace-nowrap">{formatYuan(row.fen)}</td>
                <td className={`border-b border-line px-3 whitespace-nowrap ${look.text}`}>
                  {look.glyph} {t(`statuses.${row.status}`)}
                </td>
                <td className="border-b border-line px-3 text-note whitespace-nowrap text-ink-3">{row.by}</td>
                {actions && (
                  <td className="border-b border-line px-3 whitespace-nowrap">
                    {!isGone && <Actions row={row} {...actions} />}
                  </td>
                )}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function describe(
  row: EnteredRow,
  names: Readonly<Record<string, string>>,
  t: ReturnType<typeof useTranslations<'channels.entered'>>,
): string {
  if (row.kind === 'benefit') return t('benefitLine', { name: row.text, assumption: row.assumption ?? '' })
  const places = [row.channel, row.group].filter(Boolean).map((id) => names[id] ?? id)
  const parts = [t(`categories.${row.category}`), places.join(' / ') || t('allChannels'), row.text]
  return parts.filter(Boolean).join(' · ')
}

const BUTTON = 'h-7 rounded px-2 text-note hover:bg-sunken'

/** Deleting asks once more in its place. */
function Actions({ row, onEdit, onRemove }: RowActions & { row: EnteredRow }) {
  const t = useTranslations('channels.entered')
  const [isAsked, setAsked] = useState(false)
  if (isAsked) {
    return (
      <>
        <button type="button" className={`${BUTTON} text-bad`} onClick={() => onRemove(row)}>
          {t('reallyDelete')}
        </button>
        <button type="button" className={`${BUTTON} text-ink-2`} onClick={() => setAsked(false)}>
          {t('cancel')}
        </button>
      </>
    )
  }
  return (
    <>
      <button type="button" className={`${BUTTON} text-accent`} onClick={() => onEdit(row)}>
        {t('edit')}
      </button>
      <button type="button" className={`${BUTTON} text-ink-2`} onClick={() => setAsked(true)}>
        {t('delete')}
      </button>
    </>
  )
}
