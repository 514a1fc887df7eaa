/** What stands in each column of the list, in words. */
import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { RULES } from '../../../lib/metrics/at-risk/rules.ts'
import type { RiskRule } from '../../../lib/metrics/metric.ts'
import { decimal, integer } from '../../ui/figures/format.ts'
import { languageOf } from '../../ui/i18n/language.ts'
import type { RiskRows } from './rows.ts'

export const COLUMNS = ['name', 'disease', 'reason', 'overdue', 'value', 'last', 'booking', 'owner', 'status'] as const
export type ColumnId = (typeof COLUMNS)[number]
export const NUMERIC: ReadonlySet<ColumnId> = new Set(['overdue'])

export interface RowWords {
  text(column: ColumnId, row: number): string
  /** What the column sorts by. */
  key(column: ColumnId, row: number): string | number | null
}

/** A message costs more than a row may: what repeats is put into words once. */
function remembered(make: (code: string) => string): (code: string) => string {
  const known = new Map<string, string>()
  return (code) => {
    const word = known.get(code) ?? make(code)
    known.set(code, word)
    return word
  }
}

const BAND_ORDER: Readonly<Record<string, number>> = { high: 3, mid: 2, low: 1, none: 0 }

export function useRowWords(rows: RiskRows | null, rule: string): RowWords {
  const t = useTranslations('atRisk.list')
  const values = useTranslations('values')
  const bands = useTranslations('atRisk.grid.bands')
  const language = languageOf(useLocale())
  return useMemo(() => {
    const text = (column: string, row: number) => rows?.text(column, row) ?? null
    const number = (column: string, row: number) => rows?.number(column, row) ?? null
    const titleOf = (id: string) => RULES[id as RiskRule]?.title[language] ?? id
    const reasonOf = (id: string, row: number): string => {
      const days = (column: string) => integer(number(column, row))
      const day = (column: string) => text(column, row) ?? t('never')
      switch (id as RiskRule) {
        case 'no-reading-3d':
          return t('reasons.noReading', { day: day('lastReading') })
        case 'unstable-glucose':
          return t('reasons.glucose', {
            cv: decimal(number('glucoseCv', row), 0),
            n: days('readings'),
            extremes: days('glucoseExtremes'),
          })
        case 'review-overdue-60d':
          return t('reasons.overdue', { day: day('lastVisit'), days: days('sinceVisit') })
        case 'review-due-3d':
          return t('reasons.due', { day: day('plannedReturn') })
        case 'drop-out-window':
          return t('reasons.window', { days: days('sinceVisit') })
        case 'silent-60d':
          return t('reasons.silent', { day: day('lastInteraction') })
        case 'high-value-slipping':
          return t('reasons.slipping', { days: days('sinceVisit'), gap: days('medianGap') })
        case 'left-group-7d':
          return t('reasons.left', { day: day('leftAt').slice(0, 10) })
      }
    }
    const diseaseOf = remembered((code) => (values.has(code) ? values(code) : code))
    const bandOf = remembered((code) => bands(code))
    const statusOf = remembered((code) => t(`statuses.${code}`))
    const contactedOn = remembered((day) => t('statuses.contactedOn', { day }))
    const snoozedUntil = remembered((day) => t('statuses.snoozedUntil', { day }))
    const rulesOf = (row: number) => (text('rules', row) ?? '').split(',').filter(Boolean)
    const words: Record<ColumnId, (row: number) => string> = {
      name: (row) => text('name', row) ?? '—',
      disease: (row) => {
        const disease = text('disease', row)
        return disease === null ? '—' : diseaseOf(disease)
      },
      reason: (row) => {
        const ids = rulesOf(row)
        if (rule !== 'any') return reasonOf(rule, row)
        return ids.map((id) => (ids.length === 1 ? `${titleOf(id)}: ${reasonOf(id, row)}` : titleOf(id))).join(' · ')
      },
      overdue: (row) => integer(number('overdueDays', row)),
      value: (row) => bandOf(text('valueBand', row) ?? 'none'),
      last: (row) => text('lastInteraction', row) ?? '—',
      booking: (row) => text('nextBooking', row) ?? '—',
      owner: (row) => text('owner', row) ?? '—',
      status: (row) => {
        const status = text('status', row) ?? 'open'
        if (status === 'contacted') return contactedOn(text('contactedOn', row) ?? '')
        if (status === 'snoozed') return snoozedUntil(text('snoozedUntil', row) ?? '')
        return statusOf(status)
      },
    }
    const keys: Partial<Record<ColumnId, (row: number) => string | number | null>> = {
      // By rule, then by days: a sentence a row would have to be written for all of them.
      reason: (row) => `${text('rules', row) ?? ''} ${String(number('overdueDays', row) ?? 0).padStart(6, '0')}`,
      overdue: (row) => number('overdueDays', row),
      value: (row) => BAND_ORDER[text('valueBand', row) ?? 'none'] ?? 0,
      last: (row) => text('lastInteraction', row),
      booking: (row) => text('nextBooking', row),
      owner: (row) => text('owner', row),
    }
    return { text: (column, row) => words[column](row), key: (column, row) => (keys[column] ?? words[column])(row) }
  }, [rows, rule, t, values, bands, language])
}
