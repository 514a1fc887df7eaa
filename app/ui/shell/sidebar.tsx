'use client'

import {
  ChartSpline,
  Coins,
  Database,
  Download,
  FileText,
  Flag,
  Funnel,
  LayoutDashboard,
  ListChecks,
  MessagesSquare,
  ShieldCheck,
  Users,
} from 'lucide-react'
import { usePathname, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { carriedQuery } from './address.ts'
import { PageLink } from './page-link.tsx'
import { isAt, type NavPage, PhoneBar } from './phone-bar.tsx'
import { Waiting } from './waiting.tsx'

const PAGES = [
  { path: '/', key: 'overview', icon: LayoutDashboard },
  { path: '/checkpoints', key: 'checkpoints', icon: Flag },
  { path: '/activity', key: 'activity', icon: MessagesSquare },
  { path: '/retention', key: 'retention', icon: ChartSpline },
  { path: '/funnel', key: 'funnel', icon: Funnel },
  { path: '/channels', key: 'channels', icon: Coins },
  { path: '/members', key: 'members', icon: Users },
  { path: '/at-risk', key: 'atRisk', icon: ListChecks },
  { path: '/reports', key: 'reports', icon: FileText },
  { path: '/data', key: 'data', icon: Database },
  { path: '/exports', key: 'exports', icon: Download },
  { path: '/admin', key: 'admin', icon: ShieldCheck },
] as const

/** A thin line stands above the pages about the figures themselves. */
const ABOUT_FIGURES: readonly string[] = ['reports', 'data', 'exports', 'admin']

interface SidebarProps {
  /** Paths that the account may open. */
  open: readonly string[]
  /** Requests that wait for this account's decision. */
  waiting: number
}

/** Left navigation to the pages that are open to the account: 216 px, icons only on narrow screens, a bar on phones. */
export function Sidebar({ open, waiting }: SidebarProps) {
  const t = useTranslations('nav')
  const path = usePathname()
  const query = carriedQuery(new URLSearchParams(useSearchParams()))
  const pages: NavPage[] = PAGES.filter((page) => open.includes(page.path)).map((page) =>
    page.key === 'exports' ? { ...page, waiting } : page,
  )
  const firstAbout = pages.find(({ key }) => ABOUT_FIGURES.includes(key))
  return (
    <nav
      aria-label={t('label')}
      className="no-print fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface md:static md:w-14 md:shrink-0 md:border-t-0 md:border-r lg:w-54"
    >
      <PhoneBar pages={pages} path={path} query={query} />
      <div className="hidden md:sticky md:top-0 md:flex md:max-h-screen md:flex-col md:overflow-y-auto">
        <div className="flex h-12 shrink-0 items-center px-4">
          <Mark />
          <span className="ml-2 hidden text-section font-strong lg:inline">{t('product')}</span>
        </div>
        <ul className="flex flex-col gap-0.5 p-2">
          {pages.map((page) => (
            <li
              key={page.key}
              className={page === firstAbout && page !== pages[0] ? 'mt-1.5 border-t border-line pt-2' : undefined}
            >
              <SideLink page={page} query={query} isHere={isAt(path, page)} />
            </li>
          ))}
        </ul>
      </div>
    </nav>
  )
}

interface PageLinkProps {
  page: NavPage
  query: string
  isHere: boolean
}

function SideLink({ page: { path, key, icon: Icon, waiting = 0 }, query, isHere }: PageLinkProps) {
  const t = useTranslations('nav')
  return (
    <PageLink
      href={`${path}${query}`}
      title={t(key)}
      aria-current={isHere ? 'page' : undefined}
      className={`relative flex h-9 items-center justify-center rounded-md lg:justify-start lg:gap-3 lg:px-3 ${
        isHere ? 'bg-accent-weak font-strong text-accent' : 'text-ink-2 hover:bg-sunken hover:text-ink'
      }`}
    >
      <Icon size={18} strokeWidth={1.75} aria-hidden="true" className="shrink-0" />
      <span className="sr-only lg:not-sr-only lg:truncate">{t(key)}</span>
      <Waiting count={waiting} className="absolute top-0.5 right-0.5 lg:static lg:ml-auto" />
    </PageLink>
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
