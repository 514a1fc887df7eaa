import { useTranslations } from 'next-intl'
import type { Figure } from '../../../lib/metrics/metric.ts'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { StackedBars } from '../../ui/charts/stacked-bars.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { integer } from '../../ui/figures/format.ts'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import { peopleLink } from '../../ui/people/people-link.ts'
import { PeopleText } from '../../ui/people/people-text.tsx'
import { FigureState } from '../../ui/states/figure-state.tsx'
import type { PanelProps } from './panel.ts'

/** Given above the line; used and lapsed below it. */
const KINDS = [
  { name: 'issued', colour: 'var(--c3)', sign: 1 },
  { name: 'spent', colour: 'var(--c1)', sign: -1 },
  { name: 'expired', colour: 'var(--c7)', sign: -1 },
] as const

/** The ledger of points, month by month, and what is still owed. */
export function Points({ data, selection }: PanelProps) {
  const t = useTranslations('points')
  const { points } = data
  const { overall, series = [] } = points.answer
  const sum = (name: string) => integer(partOf(overall, name))
  const title =
    overall.value === null
      ? t('titleNone')
      : t('title', { issued: sum('issued'), spent: sum('spent'), balance: integer(overall.value) })
  return (
    <ChartFrame
      title={title}
      subtitle={t('subtitle', { from: data.from, to: data.asOf })}
      definition={useDefinitionText(points.definition)}
      fileName={`longrun-points-${data.asOf}`}
      table={{
        columns: [
          { id: 'month', title: t('month'), isPinned: true },
          ...KINDS.map(({ name }) => ({ id: name, title: t(name), isNumeric: true })),
          { id: 'balance', title: t('balance'), isNumeric: true },
        ],
        rows: series.map((month) => ({
          id: month.period,
          cells: {
            month: month.period,
            ...Object.fromEntries(
              KINDS.map(({ name }) => [name, { text: integer(count(month, name)), value: count(month, name) }]),
            ),
            balance: { text: integer(month.value), value: month.value },
          },
        })),
      }}
      note={
        overall.value !== null && (
          <>
            <PeopleText href={peopleLink(selection, points.question, 'in')}>
              {t('holders', { holders: sum('holders') })}
            </PeopleText>
            {t('perHolder', { points: sum('perHolder') })} {count(overall, 'expired') === 0 && t('noExpiry')}{' '}
            <IgnoredFilters asked={points} />
          </>
        )
      }
    >
      {overall.value === null ? (
        <FigureState figure={overall} className="h-60" />
      ) : (
        <StackedBars
          periods={series.map((month) => month.period)}
          stacks={KINDS.map(({ name, colour, sign }) => ({
            label: t(name),
            colour,
            values: series.map((month) => sign * count(month, name)),
          }))}
          unit="events"
          tips={series.map((month) => ({
            title: month.period,
            lines: [
              ...KINDS.map(({ name }) => `${t(name)} ${integer(count(month, name))}`),
              `${t('balance')} ${integer(month.value)}`,
            ],
          }))}
          label={title}
          height={316}
        />
      )}
    </ChartFrame>
  )
}

function count(figure: Figure, name: string): number {
  return partOf(figure, name) ?? 0
}
