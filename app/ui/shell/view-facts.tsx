'use client'

import { useTranslations } from 'next-intl'
import { createContext, type ReactNode, useContext } from 'react'
import { effectiveAsOf } from '../../../lib/filters/as-of.ts'
import type { FilterOptions } from '../../../lib/filters/options.ts'
import { BAR_FILTERS } from '../../../lib/filters/selection.ts'

interface Shown {
  dataThrough: string | null
  options: FilterOptions | null
}

const ShownContext = createContext<Shown>({ dataThrough: null, options: null })

/** What the filters of a page can be, for the files that leave it. */
export function ViewFactsProvider({ children, ...shown }: Shown & { children: ReactNode }) {
  return <ShownContext value={shown}>{children}</ShownContext>
}

/** The group that a page of a group of its own is about. */
function groupOf(path: string): string | null {
  const id = /^\/activity\/([^/]+)$/.exec(path)?.[1]
  return id === undefined || id === 'content' ? null : decodeURIComponent(id)
}

export interface ViewFacts {
  asOf: string | null
  /** Each filter with what is chosen: `社群: 糖友群-1、糖友群-2`. */
  filters: string[]
}

/** What the page in sight is asked, in words: read when a file is made, so that the address need not be followed. */
export function useViewFacts(): () => ViewFacts {
  const { dataThrough, options } = useContext(ShownContext)
  const filters = useTranslations('filters')
  const list = useTranslations('list')
  return () => {
    const params = new URLSearchParams(window.location.search)
    const group = groupOf(window.location.pathname)
    if (group !== null) params.set('group', group)
    const nameOf = (key: (typeof BAR_FILTERS)[number], value: string) =>
      options?.[key].find((option) => option.value === value)?.label ?? value
    return {
      asOf: dataThrough === null ? null : effectiveAsOf(params.get('asOf') ?? undefined, dataThrough),
      filters: BAR_FILTERS.flatMap((key) => {
        const values = params.getAll(key).map((value) => nameOf(key, value))
        return values.length > 0 ? [`${filters(key)}: ${values.join(list('and'))}`] : []
      }),
    }
  }
}
