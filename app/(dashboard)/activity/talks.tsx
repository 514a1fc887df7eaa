import { useTranslations } from 'next-intl'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { StackedBars } from '../../ui/charts/stacked-bars.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { useFigureWords } from '../../ui/figures/figure-words.ts'
import { integer, percent } from '../../ui/figures/format.ts'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import { Switch } from '../../ui/shell/switch.tsx'
import { FigureState } from '../../ui/states/figure-state.tsx'
import { Notice } from '../../ui/states/notice.tsx'
import { type ActivityPage, SILENCES } from './gather.ts'

const ORIGINS = [
  { name: 'patientLed', colour: 'var(--c1)' },
  { name: 'peerLed', colour: 'var(--c5)' },
  { name: 'staffLed', colour: 'var(--c2)' },
] as const

/** Who begins the discussions, week by week: patients, peers or staff. */
export function Talks({ data }: { data: Pick<ActivityPage, 'asOf' | 'silence' | 'discussion'> }) {
  const t = useTranslations('talks')
  const words = useFigureWords()
  const { discussion } = data
  const overall = discussion.answer.overall
  const weeks = discussion.answer.series ?? []
  const count = (index: number, name: string) => {
    const week = weeks[index]
    return week ? (partOf(week, name) ?? 0) : 0
  }
  return (
    <ChartFrame
      title={overall.value === null ? t('titleNone') : t('title', { share: percent(overall.value) })}
      subtitle={t('subtitle', { minutes: data.silence })}
      definition={useDefinitionText(discussion.definition)}
      fileName={`longrun-discussions-${data.asOf}`}
      controls={
        <Switch
          name="silence"
          label={t('silence')}
          isLabelShown
          current={data.silence}
          options={SILENCES.map((value) => ({ value, label: t('minutes', { minutes: value }) }))}
        />
      }
      table={{
        columns: [
          { id: 'week', title: t('week'), isPinned: true },
          { id: 'share', title: t('share'), isNumeric: true },
          ...ORIGINS.map(({ name }) => ({ id: name, title: t(name), isNumeric: true })),
        ],
        rows: weeks.map((week, i) => ({
          id: week.period,
          cells: {
            week: week.period,
            share: words.cell(week, 'ratio'),
            ...Object.fromEntries(
              ORIGINS.map(({ name }) => [name, { text: integer(count(i, name)), value: count(i, name) }]),
            ),
          },
        })),
      }}
      note={
        <>
          {t('note')} {overall.notes.includes('few-discussions') && t('few')} <IgnoredFilters asked={discussion} />
        </>
      }
    >
      {overall.state === 'not_covered' || weeks.length === 0 ? (
        <FigureState figure={overall} className="h-60" />
      ) : weeks.every((_, i) => ORIGINS.every(({ name }) => count(i, name) === 0)) ? (
        <Notice look="dashed" title={t('none')} className="h-60" />
      ) : (
        <StackedBars
          periods={weeks.map((week) => week.period)}
          stacks={ORIGINS.map(({ name, colour }) => ({
            label: t(name),
            colour,
            values: weeks.map((_, i) => count(i, name)),
          }))}
          unit="events"
          tips={weeks.map((week, i) => ({
            title: t('weekOf', { day: week.period }),
            lines: [
              ...ORIGINS.map(({ name }) => `${t(name)} ${integer(count(i, name))}`),
              week.value === null ? '' : `${t('share')} ${words.value(week, 'ratio')}`,
              week.notes.includes('partial-period') ? t('partial') : '',
            ].filter((line) => line !== ''),
          }))}
          label={t('label', { share: percent(overall.value) })}
        />
      )}
    </ChartFrame>
  )
}
