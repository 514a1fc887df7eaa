'use client'

import { ChartSpline, Database, Flag, LayoutDashboard, MessagesSquare, ShieldCheck } from 'lucide-react'
import Link from 'next/link'
import { usePathname, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { carriedQuery } from './address.ts'

const PAGES = [
  { path: '/', key: 'overview', icon: LayoutDashboard },
  { path: '/checkpoints', key: 'checkpoints', icon: Flag },
  { path: '/activity', key: 'activity', icon: MessagesSquare },
  { path: '/retention', key: 'retention', icon: ChartSpline },
  { path: '/data', key: 'data', icon: Database },
  { path: '/admin', key: 'admin', icon: ShieldCheck },
] as const

/** Left navigation to the pages that are open to the account: 216 px, icons only on narrow screens, a bar on phones. */
export function Sidebar({ open }: { open: readonly string[] }) {
  const t = useTranslations('nav')
  const path = usePathname()
  const query = carriedQuery(new URLSearchParams(useSearchParams()))
  return (
    <nav
      aria-label={t('label')}
      className="no-print fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface md:static md:w-14 md:shrink-0 md:border-t-0 md:border-r lg:w-54"
    >
      <div className="flex md:sticky md:top-0 md:flex-col">
        <div className="hidden h-12 items-center px-4 md:flex">
          <Mark />
          <span className="ml-2 hidden text-section font-strong lg:inline">{t('product')}</span>
        </div>
        <ul className="flex w-full md:flex-col md:gap-0.5 md:p-2">
          {PAGES.filter(({ path: target }) => open.includes(target)).map(({ path: target, key, icon: Icon }) => {
            const isHere = path === target
            return (
              <li key={key} className="flex-1 md:flex-none">
                <Link
                  href={`${target}${query}`}
                  title={t(key)}
                  aria-current={isHere ? 'page' : undefined}
                  className={`flex h-14 flex-col items-center justify-center gap-1 text-note md:h-9 md:flex-row md:rounded-md lg:justify-start lg:gap-3 lg:px-3 lg:text-body ${
                    isHere ? 'bg-accent-weak font-strong text-accent' : 'text-ink-2 hover:bg-sunken hover:text-ink'
                  }`}
                >
                  <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
                  <span className="md:sr-only lg:not-sr-only">{t(key)}</span>
                </Link>
              </li>
            )
          })}
        </ul>
      </div>
    </nav>
  )
}

/** A lap of the track. */
function Mark() {
  return (
    <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true" className="shrink-0 text-accent">
      <rect x="1.5" y="5" width="19" height="12" rx="6" fill="none" stroke="currentColor" strokeWidth="2.5" />
      <circle cx="15" cy="5" r="3" fill="currentColor" stroke="var(--surface)" strokeWidth="1.5" />
    </svg>
  )
}
