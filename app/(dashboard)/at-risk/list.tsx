'use client'

import { useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react'
import type { RowStatus } from '../../../lib/risk/status.ts'
import { integer } from '../../ui/figures/format.ts'
import { Notice } from '../../ui/states/notice.tsx'
import { ActionBar } from './actions.tsx'
import { type ColumnId, type RowWords, useRowWords } from './columns.ts'
import { filtered, type RiskRows, readRows, statusCounts } from './rows.ts'
import { RiskTable } from './table.tsx'
import { useRuleTitle } from './words.ts'

interface RiskListProps {
  asOf: string
  rule: string
  band: string | null
  /** Names of groups and channels by their ids. */
  /** The hospital's thresholds as one text: others list other people. */
  bounds: string
  names: Readonly<Record<string, string>>
  /** A frozen list instead of everybody whom the rule lists. */
  cohort: { name: string; count: number } | null
  children: ReactNode
}

const STATUSES = ['open', 'booked', 'contacted', 'snoozed', 'heldOut', 'optedOut', 'all'] as const

/** The list of a rule: filter, select, act. */
export function RiskList({ asOf, rule, bounds, band, names, cohort, children }: RiskListProps) {
  const t = useTranslations('atRisk.list')
  const title = useRuleTitle()
  const router = useRouter()
  const { rows, problem, reload, isOld } = useRows(rule, bounds)
  const words = useRowWords(rows, rule)
  const [status, setStatus] = useState<RowStatus | 'all'>('open')
  const [search, setSearch] = useState('')
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const counts = useMemo(() => (rows ? statusCounts(rows, band) : null), [rows, band])
  // A long list is searched after the letter is on the screen, in texts that are put together once.
  const sought = useDeferredValue(search)
  const texts = useMemo(() => (rows ? searchTexts(rows, words, names) : null), [rows, words, names])
  useMadeWhenIdle(rows?.length ?? 0, texts)
  const shown = useMemo(() => {
    if (!rows || !texts) return []
    return filtered(rows, { status, band, search: sought }, texts)
  }, [rows, status, band, sought, texts])
  const done = () => {
    setSelected(new Set())
    reload()
    router.refresh()
  }
  return (
    <section aria-label={t('title')} className="min-w-0 rounded-md border border-line bg-surface p-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 className="text-section font-strong">{rule === 'any' ? t('title') : t('ofRule', { rule: title(rule) })}</h2>
        {cohort && (
          <p className="text-note text-ink-2">
            {t('ofCohort', { name: cohort.name, saved: integer(cohort.count), now: integer(rows?.length ?? 0) })}
          </p>
        )}
        <p className="text-note text-ink-3">{t('masked', { day: asOf })}</p>
        <div className="ml-auto">{children}</div>
      </div>
      <div className="mt-2 flex flex-wrap items-center gap-2 pb-2">
        <fieldset aria-label={t('status')} className="flex flex-wrap gap-1">
          {STATUSES.map((value) => (
            <button
              key={value}
              type="button"
              aria-pressed={status === value}
              onClick={() => setStatus(value)}
              className={`h-7 rounded-full border px-2.5 text-note ${
                status === value
                  ? 'border-accent bg-accent-weak font-strong text-accent'
                  : 'border-line-strong text-ink-2 hover:bg-sunken'
              }`}
            >
              {t(`statuses.${value}`)} {counts ? integer(counts[value]) : ''}
            </button>
          ))}
        </fieldset>
        <input
          type="search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          placeholder={t('search')}
          aria-label={t('search')}
          className="h-8 w-48 rounded-md border border-line-strong bg-surface px-2"
        />
        <span className="text-note text-ink-3">{rows && t('shown', { count: integer(shown.length) })}</span>
      </div>
      {rows && (
        <ActionBar
          rule={rule}
          selected={selected}
          people={() => shown.map((row) => rows.text('person', row) ?? '')}
          onSelect={setSelected}
          onDone={done}
        />
      )}
      {problem !== null && (
        <Notice look="bad" title={t('problem')} className="my-2">
          {problem}
        </Notice>
      )}
      {rows ? (
        <div aria-busy={isOld} className={isOld ? 'opacity-60' : undefined}>
          <RiskTable rows={rows} shown={shown} words={words} selected={selected} onSelect={setSelected} asOf={asOf} />
        </div>
      ) : (
        problem === null && <div role="status" aria-label={t('loading')} className="skeleton h-140 rounded-md" />
      )}
    </section>
  )
}

const SEARCHED: readonly ColumnId[] = ['name', 'disease', 'owner']

/** What a search looks at in each row, made when it is first asked for. */
function searchTexts(rows: RiskRows, words: RowWords, names: Readonly<Record<string, string>>) {
  const made: string[] = []
  return (row: number): string => {
    made[row] ??= [
      ...SEARCHED.map((column) => words.text(column, row)),
      rows.text('person', row),
      names[rows.text('group', row) ?? ''],
    ]
      .join(' ')
      .toLowerCase()
    return made[row]
  }
}

/** Makes the texts while the browser has nothing else to do, so that the first letter finds them. */
function useMadeWhenIdle(count: number, make: ((row: number) => string) | null) {
  useEffect(() => {
    // Safari has no idle time to ask for: there the first search makes them.
    if (make === null || !('requestIdleCallback' in window)) return
    let row = 0
    const some = (time: IdleDeadline) => {
      for (; row < count && time.timeRemaining() > 1; row += 1) make(row)
      if (row < count) waiting = requestIdleCallback(some)
    }
    let waiting = requestIdleCallback(some)
    return () => cancelIdleCallback(waiting)
  }, [count, make])
}

/** Rows of the address's list; the old ones stay until the new ones are there. */
function useRows(rule: string, bounds: string) {
  const address = useSearchParams()
  const query = useMemo(() => {
    const next = new URLSearchParams(address)
    next.set('rule', rule)
    next.delete('band')
    return next.toString()
  }, [address, rule])
  const [state, setState] = useState<{ query: string; rows: RiskRows } | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [turn, setTurn] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn asks the same again, other bounds list others
  useEffect(() => {
    const stop = new AbortController()
    fetch(`/api/risk/list?${query}`, { signal: stop.signal })
      .then(async (response) => {
        if (!response.ok) throw new Error(((await response.json()) as { error: string }).error)
        return readRows(new Uint8Array(await response.arrayBuffer()))
      })
      .then((rows) => {
        setState({ query, rows })
        setProblem(null)
      })
      .catch((error: unknown) => {
        if (!stop.signal.aborted) setProblem(error instanceof Error ? error.message : String(error))
      })
    return () => stop.abort()
  }, [query, turn, bounds])
  const reload = useCallback(() => setTurn((n) => n + 1), [])
  return { rows: state?.rows ?? null, problem, reload, isOld: state !== null && state.query !== query }
}
