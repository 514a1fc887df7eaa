import { useTranslations } from 'next-intl'
import type { Selection } from '../../../lib/filters/selection.ts'
import type { Figure } from '../../../lib/metrics/metric.ts'
import { LATER_STEPS, type LaterStep, type StepFigures, stepsIn } from '../../../lib/metrics/shared/funnel/steps.ts'
import { categoryColour } from '../../ui/charts/colours.ts'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { immatureStretches } from '../../ui/charts/immature.ts'
import { LineChart } from '../../ui/charts/line-chart.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { useFigureWords } from '../../ui/figures/figure-words.ts'
import { integer, percent } from '../../ui/figures/format.ts'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import { peopleLink } from '../../ui/people/people-link.ts'
import { Switch } from '../../ui/shell/switch.tsx'
import { FigureState } from '../../ui/states/figure-state.tsx'
import { type FunnelPage, ORDERS } from './gather.ts'

interface Month {
  key: string
  steps: StepFigures
}

/** How far each join month got; months that are not due are hatched, with the day on which they are. */
export function Trend({ data, selection }: { data: FunnelPage; selection: Selection }) {
  const t = useTranslations('funnel.trend')
  const f = useTranslations('funnel')
  const c = useTranslations('chart')
  const words = useFigureWords()
  const { months, order, weakest } = data
  const all: Month[] = (months.answer.groups ?? []).map((g) => ({ key: g.key, steps: stepsIn(g) }))
  const shown = all.filter(({ steps }) => LATER_STEPS.some((step) => steps[step]?.value != null))
  const waiting = all.filter(({ steps }) => steps.visit?.state === 'immature')
  const drawn = all.filter((month) => shown.includes(month) || waiting.includes(month))
  const [next] = waiting
  const isWithheld = drawn.some(({ steps }) => LATER_STEPS.some((step) => steps[step]?.state === 'suppressed'))
  const focus: LaterStep = weakest.kind === 'named' ? weakest.step.step : 'visit'
  const known = shown.filter(({ steps }) => steps[focus]?.value != null)
  const [before, last] = known.slice(-2)
  const tipOf = (figure: Figure) =>
    figure.state === 'immature' && figure.maturesOn
      ? c('immatureTo', { day: figure.maturesOn })
      : `${words.value(figure, 'ratio')} · ${words.detail(figure, 'ratio').join(' · ')}`
  return (
    <ChartFrame
      title={
        before && last
          ? t('title', {
              ...{ step: f(`step.${focus}`), month: last.key },
              ...{ rate: percent(last.steps[focus]?.value), before: percent(before.steps[focus]?.value) },
            })
          : t('titleNone')
      }
      subtitle={t('subtitle')}
      definition={useDefinitionText(months.definition)}
      fileName={`longrun-funnel-by-month-${data.asOf}`}
      className="lg:col-span-2"
      controls={
        <Switch
          name="order"
          label={f('order')}
          current={order}
          options={ORDERS.map((value) => ({ value, label: f(`orders.${value}`) }))}
        />
      }
      table={{
        columns: [
          { id: 'month', title: t('month'), isPinned: true },
          { id: 'n', title: f('parts.joined'), isNumeric: true },
          ...LATER_STEPS.map((step) => ({ id: step, title: f(`step.${step}`), isNumeric: true })),
        ],
        rows: all.map(({ key, steps }) => ({
          id: key,
          cells: {
            month: key,
            n: { text: integer(steps.join?.denominator), value: steps.join?.denominator ?? null },
            ...Object.fromEntries(
              LATER_STEPS.map((step) => [
                step,
                words.cell(steps[step], 'ratio', {
                  hasInterval: true,
                  href: peopleLink(selection, months.question, step, { cohort: key }),
                }),
              ]),
            ),
          },
        })),
      }}
      note={
        <>
          {next?.steps.visit?.maturesOn &&
            t('waiting', { count: waiting.length, month: next.key, day: next.steps.visit.maturesOn })}{' '}
          {isWithheld && c('withheld')} <IgnoredFilters asked={months} />
        </>
      }
    >
      {shown.length === 0 ? (
        <FigureState figure={months.answer.overall} className="h-60" />
      ) : (
        <LineChart
          periods={drawn.map((m) => m.key)}
          lines={LATER_STEPS.map((step, i) => ({
            label: f(`step.${step}`),
            values: drawn.map((m) => m.steps[step]?.value ?? null),
            colour: categoryColour(i),
          })).filter((line) => line.values.some((value) => value !== null))}
          unit="ratio"
          range={[0, 1]}
          gaps={immatureStretches(drawn.map(({ steps }) => steps.visit)).map(({ day, ...stretch }) => ({
            ...stretch,
            label: c('immatureTo', { day }),
          }))}
          tips={drawn.map(({ key, steps }) => ({
            title: key,
            lines: LATER_STEPS.flatMap((step) => {
              const figure = steps[step]
              return figure ? [`${f(`step.${step}`)} ${tipOf(figure)}`] : []
            }),
          }))}
          label={`${f('step.visit')}: ${shown.map((m) => `${m.key} ${percent(m.steps.visit?.value)}`).join(', ')}`}
          height={280}
        />
      )}
    </ChartFrame>
  )
}
