'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { EntryKind, EntryStatus } from '../../../lib/app-state/costs.ts'
import { request } from '../api.ts'
import { EnteredForm, type Named } from './entered-form.tsx'
import { EnteredList } from './entered-list.tsx'
import { HospitalWide } from './hospital-wide.tsx'

export interface EnteredRow {
  id: string
  kind: EntryKind
  month: string
  /** Yuan as text, and the same in fen. */
  amount: string
  fen: number
  category: string
  channel: string
  group: string
  /** What a cost was for, or a benefit's name. */
  text: string
  assumption?: string
  by: string
  status: EntryStatus
}

interface EnteredPanelProps {
  rows: EnteredRow[]
  channels: Named[]
  groups: Named[]
  month: string
  isReadOnly: boolean
}

/** The form and the list; one row at a time is changed. */
export function EnteredPanel({ rows, channels, groups, month, isReadOnly }: EnteredPanelProps) {
  const t = useTranslations('channels.entered')
  const router = useRouter()
  const [edited, setEdited] = useState<EnteredRow | null>(null)
  const [message, setMessage] = useState<{ text: string; isError: boolean } | null>(null)
  const send = async (path: string, method: 'POST' | 'PUT' | 'DELETE', change: unknown): Promise<boolean> => {
    const { status, body } = await request(method, path, change)
    const isSaved = status >= 200 && status < 300
    const refusal = status === 0 ? t('offline') : String(body.error ?? status)
    setMessage({ text: isSaved ? t('saved') : refusal, isError: !isSaved })
    if (!isSaved) return false
    setEdited(null)
    router.refresh()
    return true
  }
  const pending = rows.filter((row) => row.status !== 'counted').length
  const names = Object.fromEntries([...channels, ...groups].map((o) => [o.value, o.label]))
  if (isReadOnly) {
    return (
      <div className="grid gap-4">
        <HospitalWide />
        <EnteredList rows={rows} names={names} />
      </div>
    )
  }
  return (
    <div className="grid gap-4">
      <EnteredForm
        key={edited?.id ?? 'new'}
        edited={edited}
        channels={channels}
        groups={groups}
        month={month}
        onCancel={() => setEdited(null)}
        onSave={(body) => (edited ? send(`/api/costs/${edited.id}`, 'PUT', body) : send('/api/costs', 'POST', body))}
      />
      <p role="status" className={`min-h-4 text-note ${message?.isError ? 'text-bad' : 'text-ink-2'}`}>
        {message?.text ?? ''}
      </p>
      {pending > 0 && <p className="text-note text-warn">{t('pendingCount', { count: pending })}</p>}
      <EnteredList
        rows={rows}
        names={names}
        actions={{
          onEdit: setEdited,
          onRemove: (row) => void send(`/api/costs/${row.id}`, 'DELETE', { kind: row.kind }),
        }}
      />
    </div>
  )
}
