import { useTranslations } from 'next-intl'
import type { Figure } from '../../../lib/metrics/metric.ts'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { LineChart } from '../../ui/charts/line-chart.tsx'
import { RankedChart } from '../../ui/charts/ranked-chart.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { useFigureWords } from '../../ui/figures/figure-words.ts'
import { decimal, integer, percent } from '../../ui/figures/format.ts'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import { valueLabel } from '../../ui/shell/option-labels.ts'
import { Switch } from '../../ui/shell/switch.tsx'
import { FigureState } from '../../ui/states/figure-state.tsx'
import { Notice } from '../../ui/states/notice.tsx'
import { NPS_ROWS } from './gather.ts'
import type { PanelProps } from './panel.ts'

const SHOWN = 12

interface SurveyWavesProps extends PanelProps {
  kind: 'nps' | 'satisfaction'
}

/** A question of the surveys wave by wave, with interval and response. */
export function SurveyWaves({ data, kind }: SurveyWavesProps) {
  const t = useTranslations('surveys')
  const words = useFigureWords()
  const asked = kind === 'nps' ? data.npsWaves : data.satisfaction
  const unit = kind === 'nps' ? 'score' : 'ratio'
  const base = kind === 'nps' ? 'netAnswers' : 'answers'
  const { overall, groups = [] } = asked.answer
  const response = (figure: Figure) => percent(partOf(figure, 'responseRate'))
  // A wave with few answers stands in the table only: a line through it would say something.
  const drawn = groups.map(({ state, value, low = null, high = null }) =>
    state === 'ok' ? { value, low, high } : { value: null, low: null, high: null },
  )
  const title =
    overall.state !== 'ok'
      ? t(`${kind}.titleNone`)
      : t(`${kind}.title`, { value: words.value(overall, unit), wave: String(overall.parts?.wave ?? '') })
  return (
    <ChartFrame
      title={title}
      subtitle={
        overall.value !== null &&
        t('response', { share: response(overall), detail: words.detail(overall, unit, base).join(' · ') })
      }
      definition={useDefinitionText(asked.definition)}
      fileName={`longrun-${kind}-${data.asOf}`}
      table={{
        columns: [
          { id: 'wave', title: t('wave'), isPinned: true },
          { id: 'value', title: t(`${kind}.name`), isNumeric: true },
          { id: 'n', title: t('n'), isNumeric: true },
          { id: 'response', title: t('responseRate'), isNumeric: true },
          ...(kind === 'satisfaction' ? [{ id: 'mean', title: t('mean'), isNumeric: true }] : []),
        ],
        rows: groups.map((wave) => ({
          id: wave.key,
          cells: {
            wave: wave.label === '' ? t('unnamed') : wave.label,
            value: words.cell(wave, unit, { hasInterval: true }),
            n: { text: integer(wave.denominator), value: wave.denominator ?? null },
            response: { text: response(wave), value: partOf(wave, 'responseRate') },
            mean: { text: decimal(partOf(wave, 'mean')), value: partOf(wave, 'mean') },
          },
        })),
      }}
      note={
        <>
          {t('caution')} <IgnoredFilters asked={asked} />
        </>
      }
    >
      {groups.every((wave) => wave.value === null) ? (
        <FigureState figure={overall} className="h-60" />
      ) : drawn.every((wave) => wave.value === null) ? (
        <Notice look="plain" title={t('fewWaves')} className="h-60">
          {t('fewWavesText')}
        </Notice>
      ) : (
        <LineChart
          periods={groups.map((wave) => (wave.label === '' ? t('unnamed') : wave.label))}
          lines={[
            {
              label: t(`${kind}.name`),
              values: drawn.map((wave) => wave.value),
              low: drawn.map((wave) => wave.low),
              high: drawn.map((wave) => wave.high),
              colour: 'var(--accent)',
            },
          ]}
          unit={unit}
          range={kind === 'nps' ? rangeOf(drawn) : [0, 1]}
          hasDots
          tips={groups.map((wave) => {
            const tip = words.tip(wave.label, wave, unit, base)
            return { ...tip, lines: [...tip.lines, `${t('responseRate')} ${response(wave)}`] }
          })}
          label={`${title} ${groups.map((wave) => `${wave.label} ${words.value(wave, unit)}`).join(', ')}`}
        />
      )}
    </ChartFrame>
  )
}

/** NPS of the latest wave by group, disease or channel; too few answers say so. */
export function NpsGroups({ data }: PanelProps) {
  const t = useTranslations('surveys')
  const v = useTranslations('values')
  const words = useFigureWords()
  const { npsGroups: asked, npsRows } = data
  const { overall, groups = [] } = asked.answer
  const rows = groups
    .filter((group) => (group.denominator ?? 0) > 0)
    .map((group) => ({ group, label: valueLabel(v, group.label) }))
    .sort((a, b) => (b.group.value ?? -2) - (a.group.value ?? -2))
  const response = (figure: Figure) => percent(partOf(figure, 'responseRate'))
  return (
    <ChartFrame
      title={t('groupsTitle')}
      subtitle={overall.value !== null && t('groupsText', { wave: String(overall.parts?.wave ?? '—') })}
      definition={useDefinitionText(asked.definition)}
      fileName={`longrun-nps-${npsRows}-${data.asOf}`}
      controls={
        <Switch
          name="nps"
          label={t('rows')}
          current={npsRows}
          options={NPS_ROWS.map((value) => ({ value, label: t(`by.${value}`) }))}
        />
      }
      table={{
        columns: [
          { id: 'name', title: t(`by.${npsRows}`), isPinned: true },
          { id: 'value', title: 'NPS', isNumeric: true },
          { id: 'n', title: t('n'), isNumeric: true },
          { id: 'response', title: t('responseRate'), isNumeric: true },
        ],
        rows: rows.map(({ group, label }) => ({
          id: group.key,
          cells: {
            name: label,
            value: words.cell(group, 'score', { hasInterval: true }),
            n: { text: integer(group.denominator), value: group.denominator ?? null },
            response: { text: response(group), value: partOf(group, 'responseRate') },
          },
        })),
      }}
      note={
        <>
          {rows.some(({ group }) => group.state === 'few') && t('few')}{' '}
          {rows.length > SHOWN && t('more', { shown: SHOWN, all: rows.length })} <IgnoredFilters asked={asked} />
        </>
      }
      className="lg:col-span-2"
    >
      {rows.length === 0 ? (
        <FigureState figure={overall} className="h-60" />
      ) : (
        <RankedChart
          rows={rows.slice(0, SHOWN).map(({ group, label }) => ({
            id: group.key,
            label,
            value: group.value,
            low: group.low,
            high: group.high,
            text: `${words.value(group, 'score')} · ${t('answersN', { count: integer(group.denominator) })}`,
            shortText: words.value(group, 'score'),
            tip: words.tip(label, group, 'score', 'netAnswers'),
            isWeak: group.state === 'few',
          }))}
          unit="score"
          label={rows.map(({ group, label }) => `${label} ${words.value(group, 'score')}`).join(', ')}
          mark="point"
          rowHeight={28}
        />
      )}
    </ChartFrame>
  )
}

/** From the lowest limit to the highest, zero within. */
function rangeOf(groups: readonly Pick<Figure, 'value' | 'low' | 'high'>[]): [number, number] {
  const values = groups.flatMap((g) => [g.value, g.low, g.high]).filter((x) => typeof x === 'number')
  return [Math.min(0, ...values), Math.max(0.1, ...values)]
}
