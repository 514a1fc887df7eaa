import { useLocale, useTranslations } from 'next-intl'
import type { Figure, Part } from '../../../lib/metrics/metric.ts'
import { numberOf, recordOf, recordsIn } from '../../../lib/metrics/shared/highlights.ts'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { type Line, LineChart } from '../../ui/charts/line-chart.tsx'
import { RankedChart } from '../../ui/charts/ranked-chart.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { useFigureWords } from '../../ui/figures/figure-words.ts'
import { integer, interval, percent, points } from '../../ui/figures/format.ts'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import { languageOf } from '../../ui/i18n/language.ts'
import { peopleLink } from '../../ui/people/people-link.ts'
import { PeopleText } from '../../ui/people/people-text.tsx'
import { valueLabel } from '../../ui/shell/option-labels.ts'
import { FigureState } from '../../ui/states/figure-state.tsx'
import type { PanelProps } from './panel.ts'

type Record_ = Readonly<Record<string, Part>>

/** Days at which the curves are read for the chart and the table. */
const MARKS = [0, 7, 14, 30, 45, 60, 75, 90, 120, 150, 180, 210, 240, 270, 300, 330, 365] as const

/** Share of members who have come again by each day: the last year against the one before. */
export function IntervalCurves({ data, selection }: PanelProps) {
  const t = useTranslations('interval')
  const language = languageOf(useLocale())
  const { interval: asked } = data
  const { overall } = asked.answer
  // Nobody seen, no source, or no right to see: there are no counts to speak of.
  const hasPeople = (overall.denominator ?? 0) > 0
  const before = recordOf(overall, 'before')
  const change = recordOf(overall, 'change')
  const within = numberOf(overall.parts ?? {}, 'within') ?? 0
  const curves = [
    { name: t('now'), points: recordsIn(overall.parts ?? {}, 'curve'), colour: 'var(--accent)' },
    { name: t('before'), points: recordsIn(before, 'curve'), colour: 'var(--c7)' },
  ].filter((curve) => curve.points.length > 1)
  const last = Math.max(0, ...curves.map((curve) => numberOf(curve.points.at(-1) ?? {}, 'day') ?? 0))
  const marks = MARKS.filter((day) => day <= last)
  const days = [...new Set(curves.flatMap(({ points: p }) => p.map((point) => numberOf(point, 'day') ?? 0)))].sort(
    (a, b) => a - b,
  )
  const read = (points_: Record_[], day: number) => points_.findLast((p) => (numberOf(p, 'day') ?? 0) <= day) ?? {}
  const lines: Line[] = curves.map(({ name, points: p, colour }) => ({
    label: name,
    colour,
    values: days.map((day) => numberOf(read(p, day), 'share')),
    low: days.map((day) => numberOf(read(p, day), 'low')),
    high: days.map((day) => numberOf(read(p, day), 'high')),
  }))
  const spanOf = (point: Record_) => interval(numberOf(point, 'low'), numberOf(point, 'high'), 'ratio', language)
  const shareOf = (point: Record_) => percent(numberOf(point, 'share'))
  return (
    <ChartFrame
      title={titleOf(overall, t, language)}
      subtitle={
        hasPeople && t('subtitle', { returned: integer(overall.numerator), people: integer(overall.denominator) })
      }
      definition={useDefinitionText(asked.definition)}
      fileName={`longrun-return-interval-${data.asOf}`}
      table={{
        columns: [
          { id: 'day', title: t('day'), isPinned: true, isNumeric: true },
          ...lines.flatMap((line, k) => [
            { id: `v${String(k)}`, title: line.label, isNumeric: true },
            { id: `i${String(k)}`, title: t('intervalOf', { name: line.label }), isNumeric: true },
          ]),
        ],
        rows: marks.map((day) => ({
          id: String(day),
          cells: {
            day: { text: integer(day), value: day },
            ...Object.fromEntries(
              curves
                .map((curve) => read(curve.points, day))
                .flatMap((point, k) => [
                  [`v${String(k)}`, { text: shareOf(point), value: numberOf(point, 'share') }],
                  [`i${String(k)}`, spanOf(point)],
                ]),
            ),
          },
        })),
      }}
      note={
        <>
          {hasPeople && (
            <>
              <PeopleText href={peopleLink(selection, asked.question, 'out')}>
                {t('notYet', { people: integer(numberOf(overall.parts ?? {}, 'open')) })}
              </PeopleText>
              {t('stop')}
            </>
          )}
          {!hasPeople
            ? ''
            : numberOf(change, 'value') === null
              ? t('noBefore')
              : t('change', {
                  within,
                  now: percent(numberOf(overall.parts ?? {}, 'share')),
                  before: percent(numberOf(before, 'share')),
                  change: points(numberOf(change, 'value'), language),
                  interval: interval(numberOf(change, 'low'), numberOf(change, 'high'), 'points', language),
                })}{' '}
          {t('caution')} <IgnoredFilters asked={asked} />
        </>
      }
    >
      {lines.length === 0 ? (
        <FigureState figure={overall} className="h-60" />
      ) : (
        <LineChart
          periods={days.map((day) => t('dayN', { day }))}
          positions={days}
          axisMarks={[0, 30, 90, 180, 270, 365].map((at) => ({ at, label: String(at) }))}
          lines={lines}
          range={[0, 1]}
          unit="ratio"
          isStepped
          hasDots={false}
          tips={days.map((day) => ({
            title: t('dayN', { day }),
            lines: curves
              .map((curve) => ({ name: curve.name, point: read(curve.points, day) }))
              .map(({ name, point }) => `${name} ${shareOf(point)} (${spanOf(point)})`),
          }))}
          label={titleOf(overall, t, language)}
        />
      )}
    </ChartFrame>
  )
}

/** The median by disease, with its interval; the year before stands in the table and at the pointer. */
export function IntervalDiseases({ data, selection }: PanelProps) {
  const t = useTranslations('interval')
  const v = useTranslations('values')
  const words = useFigureWords()
  const language = languageOf(useLocale())
  const { interval: asked } = data
  const { overall, groups = [] } = asked.answer
  const rows = groups
    .filter((group) => group.state !== 'suppressed')
    .sort((a, b) => (a.value ?? Number.POSITIVE_INFINITY) - (b.value ?? Number.POSITIVE_INFINITY))
  const median = (figure: Figure) => (figure.value === null ? t('notReached') : words.value(figure, 'days'))
  const span = (record: Record_) =>
    numberOf(record, 'median') === null
      ? '—'
      : t('medianOf', {
          days: integer(numberOf(record, 'median')),
          low: integer(numberOf(record, 'medianLow')),
          high: integer(numberOf(record, 'medianHigh')),
        })
  const shift = (figure: Figure) => {
    const change = recordOf(figure, 'change')
    const [value, low, high] = ['value', 'low', 'high'].map((name) => numberOf(change, name))
    return { text: points(value, language), value: value ?? null, note: interval(low, high, 'points', language) }
  }
  return (
    <ChartFrame
      title={t('diseases')}
      subtitle={t('diseasesText')}
      definition={useDefinitionText(asked.definition)}
      fileName={`longrun-return-interval-diseases-${data.asOf}`}
      table={{
        columns: [
          { id: 'disease', title: t('disease'), isPinned: true },
          { id: 'median', title: t('median'), isNumeric: true },
          { id: 'before', title: t('medianBefore'), isNumeric: true },
          { id: 'change', title: t('changeOf', { within: asked.answer.parameters.within ?? '' }), isNumeric: true },
          { id: 'people', title: t('people'), isNumeric: true },
        ],
        rows: rows.map((group) => ({
          id: group.key,
          cells: {
            disease: valueLabel(v, group.label),
            median: { text: span(group.parts ?? {}), value: group.value },
            before: { text: span(recordOf(group, 'before')), value: numberOf(recordOf(group, 'before'), 'median') },
            change: shift(group),
            people: {
              text: integer(group.denominator),
              value: group.denominator ?? null,
              href: peopleLink(selection, asked.question, 'in', { disease: group.key }),
            },
          },
        })),
      }}
      note={<IgnoredFilters asked={asked} />}
    >
      {rows.length === 0 ? (
        <FigureState figure={overall} className="h-60" />
      ) : (
        <RankedChart
          rows={rows.map((group) => ({
            id: group.key,
            label: valueLabel(v, group.label),
            value: group.value,
            low: group.low,
            high: group.high,
            text: median(group),
            tip: {
              title: `${valueLabel(v, group.label)} ${median(group)}`,
              lines: [
                t('returnedOf', { returned: integer(group.numerator), people: integer(group.denominator) }),
                `${t('before')} ${span(recordOf(group, 'before'))}`,
              ],
            },
            isWeak: group.state === 'few',
            href: peopleLink(selection, asked.question, 'out', { disease: group.key }),
          }))}
          unit="days"
          label={rows.map((group) => `${valueLabel(v, group.label)} ${median(group)}`).join(', ')}
          mark="point"
          labelShare={0.38}
          rowHeight={28}
        />
      )}
    </ChartFrame>
  )
}

type Words = ReturnType<typeof useTranslations<'interval'>>

function titleOf(figure: Figure, t: Words, language: 'zh' | 'en'): string {
  if (figure.value !== null && figure.state === 'ok') {
    const days = integer(figure.value)
    if (typeof figure.high === 'number')
      return t('title', { days, interval: interval(figure.low, figure.high, 'days', language) })
    return typeof figure.low === 'number'
      ? t('titleOpen', { days, low: integer(figure.low) })
      : t('titleBare', { days })
  }
  return figure.notes.includes('median-not-reached') ? t('titleNotReached') : t('titleNone')
}
