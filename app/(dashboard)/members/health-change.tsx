import { useLocale, useTranslations } from 'next-intl'
import { bandsOf } from '../../../lib/metrics/health/bands.ts'
import type { Figure } from '../../../lib/metrics/metric.ts'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { DumbbellChart } from '../../ui/charts/dumbbell.tsx'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { decimal, integer } from '../../ui/figures/format.ts'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import { languageOf } from '../../ui/i18n/language.ts'
import { peopleLink } from '../../ui/people/people-link.ts'
import { PeopleText } from '../../ui/people/people-text.tsx'
import { Switch } from '../../ui/shell/switch.tsx'
import { FigureState } from '../../ui/states/figure-state.tsx'
import { HEALTH_MONTHS, METHODS, READINGS } from './gather.ts'
import type { PanelProps } from './panel.ts'
import { changeText, DIGITS, UNITS } from './readings.ts'

/** The same people before and after joining: mean change with its interval, in all and by where they began. */
export function HealthChange({ data, selection }: PanelProps) {
  const t = useTranslations('health')
  const language = languageOf(useLocale())
  const { health, reading, healthMonths, method } = data
  const { overall, groups = [] } = health.answer
  const digits = DIGITS[reading]
  const shown = groups.filter((group) => group.value !== null)
  const rows = [
    { key: 'all', label: t('all'), figure: overall },
    ...shown.map((group) => ({ key: group.key, label: group.label, figure: group as Figure })),
  ].filter(({ figure }) => figure.value !== null)
  const read = (figure: Figure, name: string) => decimal(partOf(figure, name), digits)
  const change = (figure: Figure) => changeText(figure, reading, language)
  const missing = partOf(overall, 'missing') ?? 0
  const title =
    overall.state !== 'ok'
      ? t('titleNone', { reading: t(reading) })
      : t('title', { reading: t(reading), change: change(overall), pairs: integer(partOf(overall, 'n')) })
  const counted = (list: 'in' | 'out' | 'immature', name: string, count: number | null) => {
    const text = t(name, { count: integer(count) })
    if (!count) return text
    return <PeopleText href={peopleLink(selection, health.question, list)}>{text}</PeopleText>
  }
  return (
    <ChartFrame
      title={title}
      subtitle={t('subtitle', { months: healthMonths, unit: UNITS[reading] })}
      definition={useDefinitionText(health.definition)}
      fileName={`longrun-health-${reading}-${healthMonths}m-${data.asOf}`}
      controls={
        <>
          <Switch
            name="reading"
            label={t('reading')}
            current={reading}
            options={READINGS.map((value) => ({ value, label: t(value) }))}
          />
          <Switch
            name="after"
            label={t('months')}
            current={healthMonths}
            options={HEALTH_MONTHS.map((value) => ({ value, label: t('monthsAfter', { months: value }) }))}
          />
          {reading === 'hba1c' && (
            <Switch
              name="method"
              label={t('method')}
              current={method}
              options={METHODS.map((value) => ({ value, label: t(value) }))}
            />
          )}
        </>
      }
      table={{
        columns: [
          { id: 'band', title: t('band'), isPinned: true },
          { id: 'pairs', title: t('pairs'), isNumeric: true },
          { id: 'baseline', title: t('baseline'), isNumeric: true },
          { id: 'latest', title: t('latest'), isNumeric: true },
          { id: 'change', title: t('change'), isNumeric: true },
          { id: 'missing', title: t('missing'), isNumeric: true },
        ],
        rows: rows.map(({ key, label, figure }) => ({
          id: key,
          cells: {
            band: label,
            pairs: { text: integer(partOf(figure, 'n')), value: partOf(figure, 'n') },
            baseline: { text: read(figure, 'baseline'), value: partOf(figure, 'baseline') },
            latest: { text: read(figure, 'latest'), value: partOf(figure, 'latest') },
            change: { text: change(figure), value: figure.value },
            missing: { text: integer(partOf(figure, 'missing')), value: partOf(figure, 'missing') },
          },
        })),
      }}
      note={
        <>
          {partOf(overall, 'n') !== null && (
            <>
              {counted('in', 'pairsN', partOf(overall, 'n'))}
              {' · '}
              {counted('out', 'missingN', missing)}
              {' · '}
              {counted('immature', 'immatureN', partOf(overall, 'immature'))}
              {t('stop')}{' '}
            </>
          )}
          {missing > (partOf(overall, 'n') ?? 0) && <span className="text-warn">{t('manyMissing')} </span>}
          {t('regression')} <IgnoredFilters asked={health} />
        </>
      }
    >
      {overall.value === null ? (
        <FigureState figure={overall} className="h-60" />
      ) : (
        <DumbbellChart
          rows={rows.map(({ key, label, figure }) => ({
            id: key,
            label: `${label} · ${integer(partOf(figure, 'n'))}`,
            before: partOf(figure, 'baseline') ?? 0,
            after: partOf(figure, 'latest') ?? 0,
            low: figure.low ?? null,
            high: figure.high ?? null,
            text: decimalChange(figure, digits),
            tip: {
              title: `${label} ${change(figure)}`,
              lines: [
                t('tip', {
                  count: integer(partOf(figure, 'n')),
                  baseline: read(figure, 'baseline'),
                  latest: read(figure, 'latest'),
                }),
                t('missingN', { count: integer(partOf(figure, 'missing')) }),
              ],
            },
            isWeak: figure.state === 'few',
            isTotal: key === 'all',
          }))}
          digits={digits}
          borders={bandsOf(reading)}
          label={`${title}. ${rows.map(({ label, figure }) => `${label} ${change(figure)}`).join(', ')}`}
        />
      )}
    </ChartFrame>
  )
}

function decimalChange(figure: Figure, digits: number): string {
  const value = figure.value ?? 0
  return `${value > 0 ? '+' : ''}${decimal(value, digits)}`
}
