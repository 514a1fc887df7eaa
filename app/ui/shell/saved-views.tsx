'use client'

import { Popover } from '@base-ui/react/popover'
import { Bookmark } from 'lucide-react'
import { usePathname, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import type { SavedView } from '../../../lib/app-state/saved-views.ts'
import { send } from '../api.ts'
import { SavedViewRow } from './saved-view-row.tsx'

/** Views under names: save what is on the screen, open, rename and delete one's own. */
export function SavedViews() {
  const t = useTranslations('views')
  const query = useSearchParams().toString()
  const address = `${usePathname()}${query === '' ? '' : `?${query}`}`
  const [isOpen, setOpen] = useState(false)
  const [views, setViews] = useState<SavedView[] | null>(null)
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  /** Does something, then shows the list as it is now; or why it was refused. */
  const change = async (work: () => Promise<unknown>) => {
    try {
      await work()
      setViews((await send('GET', '/api/views')) as SavedView[])
      setProblem(null)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return
    void change(async () => {
      await send('POST', '/api/views', { name, address })
      setName('')
    })
  }
  return (
    <Popover.Root
      open={isOpen}
      onOpenChange={(open) => {
        setOpen(open)
        if (open) void change(async () => undefined)
      }}
    >
      <Popover.Trigger
        aria-label={t('title')}
        title={t('title')}
        className="flex size-8 shrink-0 items-center justify-center rounded-md text-ink-2 hover:bg-sunken hover:text-ink"
      >
        <Bookmark size={16} strokeWidth={1.75} aria-hidden="true" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={4} align="end" collisionPadding={8} className="z-50">
          <Popover.Popup className="w-80 max-w-[calc(100vw-16px)] rounded-md border border-line-strong bg-surface shadow-pop outline-none">
            <Popover.Title className="px-3 pt-3 font-strong">{t('title')}</Popover.Title>
            <Popover.Description className="px-3 pb-2 text-note text-ink-3">{t('help')}</Popover.Description>
            <form onSubmit={save} className="flex gap-2 px-3 pb-3">
              <input
                value={name}
                onChange={(e) => setName(e.target.value)}
                maxLength={60}
                placeholder={t('name')}
                aria-label={t('name')}
                className="h-8 min-w-0 flex-1 rounded border border-line-strong bg-surface px-2"
              />
              <button
                type="submit"
                disabled={name.trim() === ''}
                className="h-8 shrink-0 rounded-md bg-accent px-3 text-on-accent disabled:bg-sunken disabled:text-ink-3"
              >
                {t('save')}
              </button>
            </form>
            {problem !== null && (
              <p role="alert" className="px-3 pb-2 text-note text-bad">
                {t('problem', { problem })}
              </p>
            )}
            {views !== null && (
              <ul className="max-h-80 overflow-y-auto border-t border-line p-1">
                {views.map((view) => (
                  <SavedViewRow
                    key={view.id}
                    view={view}
                    isHere={view.address === address}
                    onOpen={() => setOpen(false)}
                    onRename={(to) => change(() => send('PATCH', `/api/views/${view.id}`, { name: to }))}
                    onDelete={() => change(() => send('DELETE', `/api/views/${view.id}`))}
                  />
                ))}
                {views.length === 0 && <li className="px-2 py-1.5 text-note text-ink-3">{t('none')}</li>}
              </ul>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
