import { useTranslations } from 'next-intl'
import { FEW_PUSHES, openSlots } from '../../../../lib/metrics/shared/open-slots.ts'
import { ChartFrame } from '../../../ui/charts/frame.tsx'
import { WeekHeatmap } from '../../../ui/charts/week-heatmap.tsx'
import { useDefinitionText } from '../../../ui/figures/definition.tsx'
import { useFigureWords } from '../../../ui/figures/figure-words.ts'
import { integer, percent } from '../../../ui/figures/format.ts'
import { IgnoredFilters } from '../../../ui/figures/ignored.tsx'
import type { ContentPage } from './gather.ts'
import { NoPushes } from './no-pushes.tsx'

/** When what we send is opened: weekday by hour of sending. */
export function Slots({ data }: { data: ContentPage }) {
  const t = useTranslations('content.slots')
  const w = useTranslations('rhythm.weekday')
  const words = useFigureWords()
  const { slots } = data
  const { rows, best } = openSlots(slots.answer)
  const days = ['1', '2', '3', '4', '5', '6', '7'].map((n) => w(n))
  const dayOf = (weekday: number) => days[weekday - 1] ?? ''
  const sent = rows.flat().filter((slot) => slot.pushes > 0)
  return (
    <ChartFrame
      title={
        best
          ? t('title', { day: dayOf(best.weekday), hour: best.hour, open: percent(best.figure?.value) })
          : t('titleNone')
      }
      subtitle={t('subtitle', { pushes: FEW_PUSHES })}
      definition={useDefinitionText(slots.definition)}
      fileName={`longrun-content-slots-${data.asOf}`}
      className="lg:col-span-2"
      table={{
        columns: [
          { id: 'day', title: t('day'), isPinned: true },
          ...['hour', 'pushes', 'reached', 'open'].map((id) => ({ id, title: t(id), isNumeric: true })),
        ],
        rows: sent.map(({ weekday, hour, figure, pushes }) => ({
          id: `${weekday}-${hour}`,
          cells: {
            day: { text: dayOf(weekday), value: weekday },
            hour: { text: `${hour}:00`, value: hour },
            pushes: { text: integer(pushes), value: pushes },
            reached: { text: integer(figure?.denominator), value: figure?.denominator ?? null },
            open: words.cell(figure ?? undefined, 'ratio', { hasInterval: true }),
          },
        })),
      }}
      note={
        <>
          {t('note')} <IgnoredFilters asked={slots} />
        </>
      }
    >
      {sent.length === 0 ? (
        <NoPushes figure={slots.answer.overall} />
      ) : (
        <WeekHeatmap
          label={t('label')}
          days={days}
          hourTitle={t('hour')}
          values={rows.map((row) => row.map((slot) => slot.figure?.value ?? null))}
          texts={rows.map((row) =>
            row.map((slot) => (slot.figure ? percent(slot.figure.value).replace(/\.\d/, '') : '')),
          )}
          weak={rows.map((row) => row.map((slot) => slot.isWeak))}
          details={rows.map((row) =>
            row.map(({ weekday, hour, figure, pushes }) =>
              [
                t('tip', { day: dayOf(weekday), hour, pushes: integer(pushes) }),
                ...(figure ? [words.value(figure, 'ratio'), ...words.detail(figure, 'ratio', 'deliveries')] : []),
              ].join(' · '),
            ),
          )}
        />
      )}
    </ChartFrame>
  )
}
