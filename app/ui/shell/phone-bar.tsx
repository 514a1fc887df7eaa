'use client'

import { Dialog } from '@base-ui/react/dialog'
import { Ellipsis, type LucideIcon, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { PageLink } from './page-link.tsx'
import { Waiting } from './waiting.tsx'

export interface NavPage {
  path: string
  /** Of its name in the dictionary. */
  key: string
  icon: LucideIcon
  /** Requests behind it that wait for the reader. */
  waiting?: number
}

/** Pages that the bar shows, in the order of the list, while there is room for four. */
const FAVOURED: readonly string[] = ['overview', 'checkpoints', 'activity', 'atRisk', 'retention']
const ROOM = 4

/** A page's own pages (one group, one person) belong to it. */
export function isAt(path: string, page: NavPage): boolean {
  return path === page.path || (page.path.length > 1 && path.startsWith(`${page.path}/`))
}

interface PhoneBarProps {
  pages: readonly NavPage[]
  path: string
  query: string
}

/** Navigation of phones: four pages at the bottom, the others in a sheet above it. */
export function PhoneBar({ pages, path, query }: PhoneBarProps) {
  const isShort = pages.length <= ROOM
  const bar = isShort ? pages : pages.filter(({ key }) => FAVOURED.includes(key)).slice(0, ROOM)
  return (
    <ul className="flex md:hidden">
      {bar.map((page) => (
        <li key={page.key} className="min-w-0 flex-1">
          <BarLink page={page} query={query} isHere={isAt(path, page)} />
        </li>
      ))}
      {!isShort && (
        <li className="min-w-0 flex-1">
          <MorePages pages={pages.filter((page) => !bar.includes(page))} path={path} query={query} />
        </li>
      )}
    </ul>
  )
}

const BAR_ENTRY = 'flex h-14 w-full flex-col items-center justify-center gap-1 text-note'

function BarLink({
  page: { path, key, icon: Icon },
  query,
  isHere,
}: {
  page: NavPage
  query: string
  isHere: boolean
}) {
  const t = useTranslations('nav')
  return (
    <PageLink
      href={`${path}${query}`}
      aria-current={isHere ? 'page' : undefined}
      className={`${BAR_ENTRY} ${isHere ? 'font-strong text-accent' : 'text-ink-2'}`}
    >
      <Icon size={20} strokeWidth={1.75} aria-hidden="true" />
      <span className="max-w-full truncate tracking-tight">{t(t.has(`short.${key}`) ? `short.${key}` : key)}</span>
    </PageLink>
  )
}

/** The pages that the bar has no room for, in a sheet above it. */
function MorePages({ pages, path, query }: PhoneBarProps) {
  const t = useTranslations('nav')
  const [isOpen, setOpen] = useState(false)
  const isHere = pages.some((page) => isAt(path, page))
  const waiting = pages.reduce((sum, page) => sum + (page.waiting ?? 0), 0)
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Trigger className={`${BAR_ENTRY} ${isHere ? 'font-strong text-accent' : 'text-ink-2'}`}>
        <span className="relative">
          <Ellipsis size={20} strokeWidth={1.75} aria-hidden="true" />
          <Waiting count={waiting} className="absolute -top-1 left-4" />
        </span>
        {t('more')}
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-backdrop" />
        <Dialog.Popup className="fixed inset-x-0 bottom-0 z-50 max-h-[80dvh] overflow-y-auto rounded-t-md border-t border-line-strong bg-surface p-2 pb-4 shadow-pop outline-none">
          <div className="flex h-11 items-center justify-between pr-1 pl-3">
            <Dialog.Title className="text-section font-strong">{t('more')}</Dialog.Title>
            <Dialog.Close aria-label={t('close')} className="flex size-9 items-center justify-center rounded-md">
              <X size={18} aria-hidden="true" />
            </Dialog.Close>
          </div>
          <ul>
            {pages.map((page) => {
              const { key, icon: Icon } = page
              return (
                <li key={key}>
                  <PageLink
                    href={`${page.path}${query}`}
                    onClick={() => setOpen(false)}
                    aria-current={isAt(path, page) ? 'page' : undefined}
                    className={`flex h-11 items-center gap-3 rounded-md px-3 ${
                      isAt(path, page) ? 'bg-accent-weak font-strong text-accent' : 'hover:bg-sunken'
                    }`}
                  >
                    <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
                    {t(key)}
                    <Waiting count={page.waiting ?? 0} className="ml-auto" />
                  </PageLink>
                </li>
              )
            })}
          </ul>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
