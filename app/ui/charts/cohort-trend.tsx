import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Asked } from '../../../lib/filters/ask.ts'
import type { Selection } from '../../../lib/filters/selection.ts'
import type { GroupFigure } from '../../../lib/metrics/metric.ts'
import { addMonths } from '../../../lib/metrics/shared/days.ts'
import { useDefinitionText } from '../figures/definition.tsx'
import { useFigureWords } from '../figures/figure-words.ts'
import { percent } from '../figures/format.ts'
import { IgnoredFilters } from '../figures/ignored.tsx'
import type { Base } from '../figures/kpi-card.tsx'
import { peopleLink } from '../people/people-link.ts'
import { FigureState } from '../states/figure-state.tsx'
import { useCohortTable } from './cohort-table.ts'
import { ChartFrame } from './frame.tsx'
import { immatureStretches } from './immature.ts'
import { LineChart } from './line-chart.tsx'

interface CohortTrendProps {
  asked: Asked
  selection: Selection
  title: string
  subtitle: string
  base: Base
  /** Filter that a row's key stands for, where people can be listed by it. */
  filter?: 'cohort'
  controls?: ReactNode
}

const HEIGHT = 240

/** A rate by join month with its interval and goal; months that are not mature are hatched, with the day they are. */
export function CohortTrend({ asked, selection, title, subtitle, base, filter, controls }: CohortTrendProps) {
  const t = useTranslations('chart')
  const words = useFigureWords()
  const groups = asked.answer.groups ?? []
  const shown = groups.filter((g) => g.value !== null)
  const waiting = groups.filter((g) => g.state === 'immature')
  const isWithheld = groups.some((g) => g.state === 'suppressed')
  const months = withGaps(groups.filter((g) => g.value !== null || ['immature', 'suppressed'].includes(g.state)))
  const goal = asked.answer.overall.target?.above
  const table = useCohortTable()(asked, groups, {
    hrefOf: filter && ((g) => peopleLink(selection, asked.question, 'in', { [filter]: g.key })),
  })
  return (
    <ChartFrame
      title={title}
      subtitle={subtitle}
      definition={useDefinitionText(asked.definition)}
      fileName={`longrun-${asked.question.metric}-by-month-${asked.question.asOf}`}
      table={table}
      controls={controls}
      note={
        <>
          {waiting[0]?.maturesOn &&
            t('waiting', { count: waiting.length, cohort: waiting[0].label, day: waiting[0].maturesOn })}{' '}
          {isWithheld && t('withheld')} <IgnoredFilters asked={asked} />
        </>
      }
    >
      {shown.length === 0 ? (
        <FigureState figure={asked.answer.overall} className="h-60" />
      ) : (
        <LineChart
          periods={months.map(({ month }) => month)}
          lines={[
            {
              label: title,
              values: months.map(({ figure }) => figure?.value ?? null),
              low: months.map(({ figure }) => figure?.low ?? null),
              high: months.map(({ figure }) => figure?.high ?? null),
              colour: 'var(--accent)',
            },
          ]}
          unit="ratio"
          gaps={immatureStretches(months.map(({ figure }) => figure)).map(({ day, ...stretch }) => ({
            ...stretch,
            label: t('immatureTo', { day }),
          }))}
          tips={months.map(({ month, figure }) =>
            figure ? words.tip(month, figure, 'ratio', base) : { title: month, lines: [t('noRow')] },
          )}
          label={`${title}: ${shown.map((g) => `${g.key} ${words.value(g, 'ratio')}`).join(', ')}`}
          goal={goal === undefined ? undefined : { value: goal, label: t('goal', { goal: percent(goal) }) }}
          height={HEIGHT}
        />
      )}
    </ChartFrame>
  )
}

/** Every month from the first to the last: one without a cohort, or whose cohort has no value, is a gap. */
function withGaps(groups: GroupFigure[]): { month: string; figure: GroupFigure | undefined }[] {
  const [first, last] = [groups[0]?.key, groups.at(-1)?.key]
  if (first === undefined || last === undefined || !/^\d{4}-\d{2}$/.test(first)) {
    return groups.map((figure) => ({ month: figure.key, figure }))
  }
  const months: { month: string; figure: GroupFigure | undefined }[] = []
  for (let month = first; month <= last; month = addMonths(month, 1)) {
    months.push({ month, figure: groups.find((g) => g.key === month) })
  }
  return months
}
