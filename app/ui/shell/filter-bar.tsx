'use client'

import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { parseAsNativeArrayOf, parseAsString, useQueryStates } from 'nuqs'
import type { ReactNode } from 'react'
import type { FilterOptions } from '../../../lib/filters/options.ts'
import { BAR_FILTERS, type BarFilter } from '../../../lib/filters/selection.ts'
import { AsOfMenu } from './as-of-menu.tsx'
import { FilterMenu } from './filter-menu.tsx'
import { usePending } from './pending.tsx'
import { PopulationSwitch } from './population-switch.tsx'

const list = parseAsNativeArrayOf(parseAsString)
const PARSERS = {
  hospital: list,
  department: list,
  disease: list,
  stage: list,
  group: list,
  channel: list,
  memberTier: list,
  asOf: parseAsString,
}

interface FilterBarProps {
  options: FilterOptions
  dataThrough: string
  monthEnds: string[]
  /** The account sees figures, which is what is filtered. */
  canFilter: boolean
  /** Freshness and preferences, at the right. */
  children: ReactNode
}

/** Pages that show the same whatever is filtered. */
const UNFILTERED: readonly string[] = ['/admin', '/account', '/exports']

/** The sticky line of filters, two lines on phones. All state is in the address. */
export function FilterBar({ options, dataThrough, monthEnds, canFilter, children }: FilterBarProps) {
  const t = useTranslations('filters')
  const path = usePathname()
  const hasFilters = canFilter && !UNFILTERED.includes(path)
  const { startTransition } = usePending()
  const [state, setState] = useQueryStates(PARSERS, { shallow: false, startTransition, history: 'push' })
  const asOf = state.asOf && state.asOf < dataThrough ? state.asOf : dataThrough
  const shown = BAR_FILTERS.filter((key) => options[key].length > 1 || state[key].length > 0)
  const isFiltered = BAR_FILTERS.some((key) => state[key].length > 0) || asOf !== dataThrough
  const set = (key: BarFilter, values: string[]) => setState({ [key]: values.length > 0 ? values : null })
  const asOfMenu = (
    <AsOfMenu asOf={asOf} dataThrough={dataThrough} monthEnds={monthEnds} onChange={(day) => setState({ asOf: day })} />
  )
  if (!hasFilters)
    return (
      <header className="no-print sticky top-0 z-20 flex h-12 items-center justify-end gap-x-2 border-b border-line bg-surface px-4 md:px-6">
        {children}
      </header>
    )
  return (
    <header className="no-print sticky top-0 z-20 flex flex-wrap items-center gap-x-2 border-b border-line bg-surface px-4 py-1 md:h-12 md:flex-nowrap md:px-6 md:py-0">
      <div className="mr-auto shrink-0 md:hidden">{asOfMenu}</div>
      <fieldset
        className="order-last flex min-w-0 basis-full items-center gap-1 overflow-x-auto py-1 pr-6 mask-r-from-[calc(100%-24px)] md:order-none md:flex-1 md:basis-0 md:py-2"
        aria-label={t('label')}
      >
        {shown.map((key) => (
          <FilterMenu
            key={key}
            label={t(key)}
            options={options[key]}
            selected={state[key]}
            onChange={(values) => set(key, values)}
          />
        ))}
        <div className="shrink-0 md:hidden">
          <PopulationSwitch />
        </div>
        {isFiltered && (
          <button
            type="button"
            onClick={() => setState(null)}
            className="h-8 shrink-0 rounded-md px-2 whitespace-nowrap text-accent hover:bg-sunken"
          >
            {t('reset')}
          </button>
        )}
      </fieldset>
      <div className="hidden shrink-0 items-center gap-2 md:flex">
        <PopulationSwitch />
        {asOfMenu}
      </div>
      {children}
    </header>
  )
}
