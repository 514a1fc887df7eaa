import { useLocale, useTranslations } from 'next-intl'
import type { Figure } from '../../../lib/metrics/metric.ts'
import {
  type ChannelRow,
  type Incremental,
  incrementalIn,
  paybackIn,
  worthIn,
} from '../../../lib/metrics/shared/channels.ts'
import { decimal, formatValue, integer, interval, percent, type Unit } from '../../ui/figures/format.ts'
import { languageOf } from '../../ui/i18n/language.ts'
import { valueLabel } from '../../ui/shell/option-labels.ts'
import { useReason } from '../../ui/states/figure-state.tsx'
import type { CellData } from '../../ui/table/model.ts'

type Row = ChannelRow<string>

export interface ChannelWords {
  name(row: Pick<Row, 'label'>): string
  money(value: number | null | undefined): string
  /** A multiple: `1.33 倍`. */
  times(value: number | null | undefined): string
  /** Both limits of a share that may be below zero: `−20.2% 至 107.3%`. */
  between(low: number | null, high: number | null): string
  /** Why a row has no cost figure: 缺成本 before anything else. */
  costReason(figure: Figure | undefined): string
  cost(row: Row): CellData
  cac(row: Row): CellData
  /** A figure in fen per person. */
  perPerson(figure: Figure | undefined): CellData
  /** Cost of one join. */
  perJoin(row: Row, value: number | null): CellData
  worth(row: Row): CellData
  payback(row: Row): CellData
  roi(row: Row, part: 'gross' | 'net'): CellData
  incremental(row: Row): CellData
  count(value: number | null | undefined): CellData
}

/** Puts a channel's figures into words; a cost that nobody knows is never a zero. */
export function useChannelWords(): ChannelWords {
  const t = useTranslations('channels')
  const v = useTranslations('values')
  const language = languageOf(useLocale())
  const reason = useReason()
  const money = (value: number | null | undefined) => formatValue(value, 'fen', language)
  const times = (value: number | null | undefined) => t('times', { value: decimal(value, 2) })
  const between = (low: number | null, high: number | null) => t('between', { low: percent(low), high: percent(high) })
  const missing: CellData = { text: t('noCost'), value: null, reason: t('noCostWhy'), tone: 'bad' }
  const nothing = (why: string): CellData => ({ text: '—', value: null, reason: why, tone: 'muted' })
  const isMissing = (row: Row) => row.cac?.state === 'not_covered'
  const tone = ({ certainty }: Incremental) =>
    certainty === 'gain' ? { tone: 'good' as const } : certainty === 'loss' ? { tone: 'bad' as const } : {}
  const span = (low: number | null | undefined, high: number | null | undefined, unit: Unit) =>
    typeof low === 'number' && typeof high === 'number' ? interval(low, high, unit, language) : null
  return {
    name: ({ label }) => (label === '' ? t('total') : valueLabel(v, label)),
    money,
    times,
    between,
    costReason: (figure) => (figure?.state === 'not_covered' ? t('noCostWhy') : figure ? reason(figure) : t('noSpend')),
    cost(row) {
      if (isMissing(row)) return missing
      const cost = row.cac?.numerator
      return typeof cost === 'number' ? { text: money(cost), value: cost } : nothing(t('noSpend'))
    },
    cac(row) {
      if (isMissing(row)) return missing
      const { value = null, numerator, denominator } = row.cac ?? {}
      if (value === null) return nothing(t('noPatients', { cost: money(numerator) }))
      const base = t('costOver', { cost: money(numerator), people: integer(denominator) })
      return { text: money(value), value, reason: base, ...(row.cac?.state === 'few' && muted) }
    },
    perPerson(figure) {
      if (!figure) return nothing(t('nobody'))
      if (figure.value === null) {
        const text = figure.state === 'immature' && figure.maturesOn ? figure.maturesOn : '—'
        return { text, value: null, reason: reason(figure), isHatched: figure.state === 'immature', tone: 'muted' }
      }
      const limits = span(figure.low, figure.high, 'fen')
      const base = [t('of', { people: integer(figure.denominator) }), limits && t('interval', { interval: limits })]
      return {
        text: money(figure.value),
        value: figure.value,
        reason: base.filter(Boolean).join(' · '),
        ...(figure.state === 'few' && { ...muted, note: t('of', { people: integer(figure.denominator) }) }),
      }
    },
    perJoin(row, value) {
      if (isMissing(row)) return missing
      return value === null ? nothing(t('noSpend')) : { text: money(value), value }
    },
    worth(row) {
      if (isMissing(row)) return missing
      const { value, people, ltv, cac, low, high, maturesOn } = worthIn(row.roi)
      if (value === null) {
        if (maturesOn)
          return { text: maturesOn, value: null, reason: t('maturesOn', { day: maturesOn }), isHatched: true }
        return nothing(t('noSpend'))
      }
      const base = t('worthOver', { ltv: money(ltv), cac: money(cac), people: integer(people) })
      const limits =
        low !== null ? t('interval', { interval: `${decimal(low, 2)}–${decimal(high, 2)}` }) : t('noInterval')
      return { text: decimal(value, 2), value, reason: `${base} · ${limits}`, ...(people < FEW && muted) }
    },
    payback(row) {
      if (isMissing(row)) return missing
      if (row.roi?.state !== 'ok') return nothing(t('noSpend'))
      const { month, observed } = paybackIn(row.roi)
      if (month !== null) return { text: t('paidBack', { month }), value: month, reason: t('paidBackWhy', { month }) }
      if (observed === 0) return nothing(t('notObserved'))
      return {
        text: t('notPaidBack', { month: observed }),
        reason: t('notPaidBackWhy', { month: observed }),
        tone: 'muted',
      }
    },
    roi(row, part) {
      if (isMissing(row)) return missing
      const value = part === 'net' ? (row.roi?.value ?? null) : numberIn(row.roi, 'gross')
      if (value === null) return nothing(t('noSpend'))
      return { text: part === 'net' ? percent(value) : decimal(value, 2), value }
    },
    incremental(row) {
      if (isMissing(row)) return missing
      const found = incrementalIn(row.roi)
      if (found.value === null) return nothing(t('noLift'))
      return {
        text: percent(found.value),
        value: found.value,
        note: `±${percent(found.half)}`,
        reason: `${t('interval', { interval: between(found.low, found.high) })} · ${t(`certainty.${found.certainty}`)}`,
        ...tone(found),
      }
    },
    count: (value) =>
      typeof value === 'number' ? { text: integer(value), value } : { text: '—', value: null, reason: t('notCounted') },
  }
}

/** Below this many people a figure stands without emphasis. */
const FEW = 30
const muted = { tone: 'muted' as const }

function numberIn(figure: Figure | undefined, name: string): number | null {
  const value = figure?.parts?.[name]
  return typeof value === 'number' ? value : null
}
