import { useLocale, useTranslations } from 'next-intl'
import type { Asked } from '../../../lib/filters/ask.ts'
import type { Selection } from '../../../lib/filters/selection.ts'
import { numberOf, partOf, recordOf } from '../../../lib/metrics/shared/highlights.ts'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { RankedChart, type RankedRow } from '../../ui/charts/ranked-chart.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { useFigureWords } from '../../ui/figures/figure-words.ts'
import { decimal, formatValue, integer, interval, percent, valueText } from '../../ui/figures/format.ts'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import { STATUS_GLYPH, statusOf } from '../../ui/figures/status.ts'
import { StatusBadge } from '../../ui/figures/status-badge.tsx'
import { languageOf } from '../../ui/i18n/language.ts'
import { peopleLink } from '../../ui/people/people-link.ts'
import { FigureState } from '../../ui/states/figure-state.tsx'
import type { TableData } from '../../ui/table/model.ts'

interface LiftProps {
  returnLift: Asked
  referralLift: Asked
  selection: Selection
}

/** Return and referral: matched differences with their intervals; the naive ratio only as a footnote. */
export function LiftForest({ returnLift, referralLift, selection }: LiftProps) {
  const t = useTranslations('lift')
  const s = useTranslations('status')
  const language = languageOf(useLocale())
  const words = useFigureWords()
  const effects = [
    { id: 'return', asked: returnLift, label: t('return') },
    { id: 'referral', asked: referralLift, label: t('referral') },
  ]
  const rows = effects
    .filter(({ asked }) => asked.answer.overall.value !== null)
    .map(({ id, asked, label }): RankedRow => {
      const figure = asked.answer.overall
      const status = statusOf(figure)
      return {
        id,
        label,
        value: figure.value,
        low: figure.low,
        high: figure.high,
        text: `${words.value(figure, 'points')} ${status ? `${STATUS_GLYPH[status]} ${s(status)}` : ''}`,
        shortText: valueText(figure.value, 'points', language).number,
        colour: status === 'significantly_lower' ? 'var(--bad)' : 'var(--accent)',
        isWeak: status !== 'significantly_higher' && status !== 'significantly_lower',
        href: peopleLink(selection, asked.question, 'in'),
        tip: { title: label, lines: [armsText(asked, t), ...words.detail(figure, 'points', 'trials')] },
      }
    })
  const placebo = recordOf(returnLift.answer.overall, 'placebo')
  const placeboValue = numberOf(placebo, 'value')
  if (rows.length > 0 && placeboValue !== null) {
    const [low, high] = [numberOf(placebo, 'low'), numberOf(placebo, 'high')]
    rows.push({
      ...{ id: 'placebo', label: t('placebo'), value: placeboValue, low, high, isWeak: true, colour: 'var(--c7)' },
      text: formatValue(placeboValue, 'points', language),
      shortText: valueText(placeboValue, 'points', language).number,
      tip: { title: t('placebo'), lines: [interval(low, high, 'points', language), t('placeboText')] },
    })
  }
  const naive = partOf(returnLift.answer.overall, 'naiveRr')
  return (
    <ChartFrame
      title={t('title')}
      subtitle={t('subtitle')}
      definition={useDefinitionText(returnLift.definition)}
      fileName={`longrun-lift-${returnLift.question.asOf}`}
      table={forestTable(effects, { t, words, language })}
      note={
        <>
          {t('observational')} {naive !== null && t('naive', { rr: decimal(naive, 2) })}{' '}
          <IgnoredFilters asked={returnLift} />
        </>
      }
    >
      {rows.length === 0 ? (
        <FigureState figure={returnLift.answer.overall} className="h-48" />
      ) : (
        <>
          <RankedChart rows={rows} unit="points" label={forestLabel(rows)} mark="point" rowHeight={44} />
          <ul className="mt-3 grid gap-1 text-note text-ink-2">
            {effects.map(({ id, asked, label }) => (
              <li key={id} className="flex flex-wrap items-center gap-x-2">
                <StatusBadge status={statusOf(asked.answer.overall)} />
                {label} · {armsText(asked, t)}
              </li>
            ))}
          </ul>
        </>
      )}
    </ChartFrame>
  )
}

function armsText(asked: Asked, t: ReturnType<typeof useTranslations<'lift'>>): string {
  const figure = asked.answer.overall
  return t('arms', {
    p1: percent(partOf(figure, 'p1')),
    p0: percent(partOf(figure, 'p0')),
    rr: decimal(partOf(figure, 'rr'), 2),
    count: integer(partOf(figure, 'matchedPersons')),
  })
}

function forestLabel(rows: RankedRow[]): string {
  return rows.map((row) => `${row.label} ${row.text}`).join('; ')
}

interface TableWords {
  t: ReturnType<typeof useTranslations<'lift'>>
  words: ReturnType<typeof useFigureWords>
  language: 'zh' | 'en'
}

function forestTable(
  effects: { id: string; asked: Asked; label: string }[],
  { t, words, language }: TableWords,
): TableData {
  const number = (value: number | null, text: string) => ({ text, value })
  return {
    columns: [
      { id: 'label', title: t('outcome'), isPinned: true },
      { id: 'rd', title: t('difference'), isNumeric: true },
      { id: 'interval', title: t('interval'), isNumeric: true },
      { id: 'p1', title: t('p1'), isNumeric: true },
      { id: 'p0', title: t('p0'), isNumeric: true },
      { id: 'rr', title: 'RR', isNumeric: true },
      { id: 'p', title: 'p (Holm)', isNumeric: true },
    ],
    rows: effects.map(({ id, asked, label }) => {
      const figure = asked.answer.overall
      const [p1, p0, rr, p] = ['p1', 'p0', 'rr', 'holmP'].map((name) => partOf(figure, name)) as (number | null)[]
      return {
        id,
        cells: {
          label,
          rd: words.cell(figure, 'points'),
          interval: interval(figure.low, figure.high, 'points', language),
          p1: number(p1 ?? null, percent(p1)),
          p0: number(p0 ?? null, percent(p0)),
          rr: number(rr ?? null, decimal(rr, 2)),
          p: number(p ?? null, decimal(p, 4)),
        },
      }
    }),
  }
}
