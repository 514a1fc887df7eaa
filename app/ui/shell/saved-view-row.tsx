'use client'

import { Pencil, Trash2 } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import type { SavedView } from '../../../lib/app-state/saved-views.ts'

const TOOL = 'flex size-8 shrink-0 items-center justify-center rounded-md text-ink-3 hover:bg-surface hover:text-ink'

interface SavedViewRowProps {
  view: SavedView
  /** It is what the screen shows. */
  isHere: boolean
  onOpen: () => void
  onRename: (name: string) => void
  onDelete: () => void
}

/** One saved view: its name opens it; renamed in place. */
export function SavedViewRow({ view, isHere, onOpen, onRename, onDelete }: SavedViewRowProps) {
  const t = useTranslations('views')
  const [name, setName] = useState<string | null>(null)
  if (name !== null) {
    const rename = (event: FormEvent) => {
      event.preventDefault()
      if (name.trim() !== '' && name !== view.name) onRename(name)
      setName(null)
    }
    return (
      <li>
        <form onSubmit={rename} className="flex gap-1 p-1">
          <input
            // biome-ignore lint/a11y/noAutofocus: the user has just asked to type here
            autoFocus
            value={name}
            maxLength={60}
            aria-label={t('name')}
            onChange={(e) => setName(e.target.value)}
            onKeyDown={(e) => {
              if (e.key !== 'Escape') return
              e.stopPropagation()
              setName(null)
            }}
            className="h-8 min-w-0 flex-1 rounded border border-line-strong bg-surface px-2"
          />
          <button type="submit" className="h-8 shrink-0 rounded-md px-2 text-accent hover:bg-sunken">
            {t('rename')}
          </button>
        </form>
      </li>
    )
  }
  return (
    <li className="flex items-center rounded hover:bg-sunken">
      <Link
        href={view.address}
        prefetch={false}
        onClick={onOpen}
        aria-current={isHere ? 'true' : undefined}
        title={view.address}
        className={`flex h-9 min-w-0 flex-1 items-center rounded px-2 ${isHere ? 'font-strong text-accent' : ''}`}
      >
        <span className="truncate">{view.name}</span>
      </Link>
      <button
        type="button"
        className={TOOL}
        aria-label={t('renameOne', { name: view.name })}
        title={t('rename')}
        onClick={() => setName(view.name)}
      >
        <Pencil size={14} aria-hidden="true" />
      </button>
      <button
        type="button"
        className={TOOL}
        aria-label={t('deleteOne', { name: view.name })}
        title={t('delete')}
        onClick={onDelete}
      >
        <Trash2 size={14} aria-hidden="true" />
      </button>
    </li>
  )
}
