import { useLocale, useTranslations } from 'next-intl'
import type { Pressure, Span } from '../../../../lib/metrics/shared/push-pressure.ts'
import { decimal, formatValue, integer, interval, percent } from '../../../ui/figures/format.ts'
import { languageOf } from '../../../ui/i18n/language.ts'
import type { CellData, TableData } from '../../../ui/table/model.ts'
import type { ContentPage } from './gather.ts'

const TONES = { graveyard: 'bad', warning: 'bad', watch: 'muted', none: undefined } as const

/** Every number behind the verdicts, one row a group. */
export function usePressureTable(
  { groups }: ContentPage,
  hrefOf?: (group: Pressure) => { group: string; quits: string | undefined },
): TableData {
  const t = useTranslations('content.pressure')
  const language = languageOf(useLocale())
  const number = (value: number | null, digits: number): CellData => ({ text: decimal(value, digits), value })
  const rate = ({ value, low, high }: Span): CellData =>
    value === null
      ? { text: '—', value }
      : { text: percent(value), value, note: interval(low, high, 'ratio', language) }
  const numeric = (id: string, isHidden = false) => ({
    id,
    title: t(id),
    isNumeric: true,
    isHidden,
    help: t(`${id}Help`),
  })
  return {
    columns: [
      { id: 'group', title: t('group'), isPinned: true },
      { id: 'verdict', title: t('verdict') },
      ...['sends', 'open', 'change', 'quits', 'within', 'outside', 'ratio'].map((id) => numeric(id)),
      ...['pushes', 'before'].map((id) => numeric(id, true)),
    ],
    rows: groups.map((g) => {
      const href = hrefOf?.(g)
      const tone = TONES[g.level]
      const words = [t(`level.${g.level}`), ...g.signals.map((signal) => t(`signal.${signal}`))]
      return {
        id: g.group.key,
        cells: {
          group: { text: g.group.label, ...(href && { href: href.group }) },
          verdict: { text: words.join(' · '), ...(tone && { tone }) },
          sends: number(g.sendsPerWeek, 1),
          open: rate(g.open),
          before: rate(g.openBefore),
          change: {
            text: formatValue(g.openChange.value, 'points', language),
            value: g.openChange.value,
            ...(g.openChange.value !== null && {
              reason: interval(g.openChange.low, g.openChange.high, 'points', language),
            }),
          },
          quits: {
            text: integer(g.quitsWithin),
            value: g.quitsWithin,
            ...(href?.quits && (g.quitsWithin ?? 0) > 0 && { href: href.quits }),
          },
          within: number(g.perThousandWithin, 1),
          outside: number(g.perThousandOutside, 1),
          ratio: {
            text: g.quitRatio.value === null ? '—' : decimal(g.quitRatio.value, 1),
            value: g.quitRatio.value,
            ...(g.quitRatio.value !== null && {
              note: `${decimal(g.quitRatio.low, 1)}–${decimal(g.quitRatio.high, 1)}`,
            }),
          },
          pushes: { text: integer(g.pushes), value: g.pushes },
        },
      }
    }),
  }
}

/** The numbers that a warning rests on, in a sentence. */
export function useEvidence(): (group: Pressure) => string {
  const t = useTranslations('content.pressure.evidence')
  const language = languageOf(useLocale())
  return (g) => {
    const parts = [
      t('sends', { sends: decimal(g.sendsPerWeek, 1) }),
      t('open', { open: percent(g.open.value), interval: interval(g.open.low, g.open.high, 'ratio', language) }),
      ...(g.openBefore.value === null
        ? []
        : [
            t('before', {
              before: percent(g.openBefore.value),
              change: formatValue(g.openChange.value, 'points', language),
            }),
          ]),
      t('quits', {
        ...{ quits: integer(g.quitsWithin), within: decimal(g.perThousandWithin, 1) },
        outside: decimal(g.perThousandOutside, 1),
      }),
      ...(g.quitRatio.value === null
        ? []
        : [
            t(g.signals.includes('quits') ? 'ratio' : 'ratioUnsure', {
              ratio: decimal(g.quitRatio.value, 1),
              interval: `${decimal(g.quitRatio.low, 1)}–${decimal(g.quitRatio.high, 1)}`,
            }),
          ]),
    ]
    return parts.join(t('and'))
  }
}
