import { useTranslations } from 'next-intl'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { slotsOf } from '../../../lib/metrics/shared/slots.ts'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { WeekHeatmap } from '../../ui/charts/week-heatmap.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { integer } from '../../ui/figures/format.ts'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import { FigureState } from '../../ui/states/figure-state.tsx'
import { Notice } from '../../ui/states/notice.tsx'
import type { ActivityPage } from './gather.ts'

/** When the groups are awake: weekday by hour. */
export function Rhythm({ data }: { data: Pick<ActivityPage, 'asOf' | 'rhythm'> }) {
  const t = useTranslations('rhythm')
  const { rhythm } = data
  const { rows, busiest } = slotsOf(rhythm.answer)
  const days = ['1', '2', '3', '4', '5', '6', '7'].map((n) => t(`weekday.${n}`))
  const dayOf = (weekday: number) => days[weekday - 1] ?? ''
  return (
    <ChartFrame
      title={busiest ? t('title', { day: dayOf(busiest.weekday), hour: busiest.hour }) : t('titleNone')}
      subtitle={t('subtitle')}
      definition={useDefinitionText(rhythm.definition)}
      fileName={`longrun-rhythm-${data.asOf}`}
      className="lg:col-span-2"
      table={{
        columns: [
          { id: 'day', title: t('day'), isPinned: true },
          { id: 'hour', title: t('hour'), isNumeric: true },
          { id: 'events', title: t('events'), isNumeric: true },
          { id: 'persons', title: t('persons'), isNumeric: true },
        ],
        rows: rows.flat().map((slot) => ({
          id: `${slot.weekday}-${slot.hour}`,
          cells: {
            day: { text: dayOf(slot.weekday), value: slot.weekday },
            hour: { text: `${slot.hour}:00`, value: slot.hour },
            events: { text: integer(slot.events), value: slot.events },
            persons: { text: integer(slot.persons), value: slot.persons },
          },
        })),
      }}
      note={<IgnoredFilters asked={rhythm} />}
    >
      {rhythm.answer.overall.value === null ? (
        <FigureState figure={rhythm.answer.overall} className="h-60" />
      ) : rhythm.answer.overall.value === 0 ? (
        <Notice look="dashed" title={t('none')} className="h-60" />
      ) : (
        <WeekHeatmap
          label={t('label', {
            events: integer(rhythm.answer.overall.value),
            persons: integer(partOf(rhythm.answer.overall, 'persons')),
          })}
          days={days}
          hourTitle={t('hour')}
          values={rows.map((row) => row.map((slot) => slot.events))}
          details={rows.map((row) =>
            row.map((slot) =>
              t('tip', {
                day: dayOf(slot.weekday),
                hour: slot.hour,
                events: integer(slot.events),
                persons: integer(slot.persons),
              }),
            ),
          )}
        />
      )}
    </ChartFrame>
  )
}
