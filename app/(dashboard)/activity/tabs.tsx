import { useTranslations } from 'next-intl'
import type { Selection } from '../../../lib/filters/selection.ts'
import { carriedQuery } from '../../ui/shell/address.ts'
import { PageLink } from '../../ui/shell/page-link.tsx'

const TABS = [
  { key: 'talk', path: '/activity' },
  { key: 'content', path: '/activity/content' },
] as const

interface ActivityTabsProps {
  current: (typeof TABS)[number]['key']
  selection: Selection
}

/** The two halves of 社群活跃: what members do, and what we send them. Filters and as-of go along. */
export function ActivityTabs({ current, selection }: ActivityTabsProps) {
  const t = useTranslations('activityTabs')
  const query = carriedQuery(addressOf(selection))
  return (
    <nav aria-label={t('label')} className="no-print mb-4 border-b border-line">
      <ul className="flex gap-1">
        {TABS.map(({ key, path }) => (
          <li key={key}>
            <PageLink
              href={`${path}${query}`}
              aria-current={key === current ? 'page' : undefined}
              className={`-mb-px flex h-9 items-center border-b-2 px-3 ${
                key === current
                  ? 'border-accent font-strong text-accent'
                  : 'border-transparent text-ink-2 hover:border-line-strong hover:text-ink'
              }`}
            >
              {t(key)}
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function addressOf({ filters, asOf }: Selection): URLSearchParams {
  const params = new URLSearchParams(asOf === undefined ? {} : { asOf })
  for (const [key, values] of Object.entries(filters)) for (const value of values) params.append(key, value)
  return params
}
