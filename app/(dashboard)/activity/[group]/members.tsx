import { useTranslations } from 'next-intl'
import { partOf } from '../../../../lib/metrics/shared/highlights.ts'
import { ChartFrame } from '../../../ui/charts/frame.tsx'
import { LineChart } from '../../../ui/charts/line-chart.tsx'
import { useDefinitionText } from '../../../ui/figures/definition.tsx'
import { integer } from '../../../ui/figures/format.ts'
import { FigureState } from '../../../ui/states/figure-state.tsx'
import type { GroupPage } from './gather.ts'

/** Members day by day, with who came and who left. */
export function GroupMembers({ data }: { data: GroupPage }) {
  const t = useTranslations('groupPage')
  const { pool } = data
  const days = pool.answer.series ?? []
  const overall = pool.answer.overall
  const flow = (name: string) => integer(partOf(overall, name))
  return (
    <ChartFrame
      title={t('membersTitle', { new: flow('new'), left: flow('left') })}
      subtitle={t('membersText', { from: data.from, to: data.asOf })}
      definition={useDefinitionText(pool.definition)}
      fileName={`longrun-members-${data.group.id}-${data.asOf}`}
      table={{
        columns: [
          { id: 'day', title: t('day'), isPinned: true },
          { id: 'members', title: t('members'), isNumeric: true },
          { id: 'new', title: t('new'), isNumeric: true },
          { id: 'left', title: t('left'), isNumeric: true },
        ],
        rows: days.map((day) => ({
          id: day.period,
          cells: {
            day: day.period,
            members: { text: integer(day.value), value: day.value },
            new: { text: integer(partOf(day, 'new')), value: partOf(day, 'new') },
            left: { text: integer(partOf(day, 'left')), value: partOf(day, 'left') },
          },
        })),
      }}
    >
      {days.length === 0 ? (
        <FigureState figure={overall} className="h-60" />
      ) : (
        <LineChart
          periods={days.map((day) => day.period)}
          lines={[{ label: t('members'), values: days.map((day) => day.value), colour: 'var(--accent)' }]}
          unit="events"
          tips={days.map((day) => ({
            title: `${day.period} ${integer(day.value)}`,
            lines: [`${t('new')} ${integer(partOf(day, 'new'))}`, `${t('left')} ${integer(partOf(day, 'left'))}`],
          }))}
          label={t('membersTitle', { new: flow('new'), left: flow('left') })}
        />
      )}
    </ChartFrame>
  )
}
