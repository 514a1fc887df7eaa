import { useTranslations } from 'next-intl'
import { partOf } from '../../../../lib/metrics/shared/highlights.ts'
import { ChartFrame } from '../../../ui/charts/frame.tsx'
import { RankedChart } from '../../../ui/charts/ranked-chart.tsx'
import { useDefinitionText } from '../../../ui/figures/definition.tsx'
import { useFigureWords } from '../../../ui/figures/figure-words.ts'
import { integer, percent } from '../../../ui/figures/format.ts'
import { IgnoredFilters } from '../../../ui/figures/ignored.tsx'
import { valueLabel } from '../../../ui/shell/option-labels.ts'
import { Switch } from '../../../ui/shell/switch.tsx'
import { type ContentPage, CUTS } from './gather.ts'
import { NoPushes } from './no-pushes.tsx'

const SHOWN = 12

/** Which kinds of content are opened, by type or topic. */
export function Kinds({ data }: { data: ContentPage }) {
  const t = useTranslations('content.kinds')
  const v = useTranslations('values')
  const words = useFigureWords()
  const { kinds, cut } = data
  const rows = (kinds.answer.groups ?? [])
    .filter((g) => g.value !== null)
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0))
  const label = (key: string) => valueLabel(v, key)
  const part = (group: (typeof rows)[number], name: string) => {
    const value = partOf(group, name)
    return { text: percent(value), value }
  }
  return (
    <ChartFrame
      title={t(`title.${cut}`)}
      subtitle={t('subtitle')}
      definition={useDefinitionText(kinds.definition)}
      fileName={`longrun-content-by-${cut}-${data.asOf}`}
      controls={
        <Switch
          name="cut"
          label={t('cut')}
          current={cut}
          options={CUTS.map((value) => ({ value, label: t(`by.${value}`) }))}
        />
      }
      table={{
        columns: [
          { id: 'kind', title: t(`by.${cut}`), isPinned: true },
          ...['pushes', 'reached', 'open', 'click', 'share', 'toBooking', 'toJoin'].map((id) => ({
            ...{ id, title: t(id), isNumeric: true },
          })),
        ],
        rows: rows.map((group) => ({
          id: group.key,
          cells: {
            kind: label(group.label),
            pushes: { text: integer(partOf(group, 'pushes')), value: partOf(group, 'pushes') },
            reached: { text: integer(group.denominator), value: group.denominator ?? null },
            open: words.cell(group, 'ratio', { hasInterval: true }),
            ...Object.fromEntries(['click', 'share', 'toBooking', 'toJoin'].map((name) => [name, part(group, name)])),
          },
        })),
      }}
      note={
        <>
          {rows.length > SHOWN && t('rest', { count: rows.length - SHOWN })} <IgnoredFilters asked={kinds} />
        </>
      }
    >
      {rows.length === 0 ? (
        <NoPushes figure={kinds.answer.overall} />
      ) : (
        <RankedChart
          rows={rows.slice(0, SHOWN).map((group) => ({
            id: group.key,
            label: label(group.label),
            value: group.value,
            low: group.low,
            high: group.high,
            isWeak: group.state === 'few',
            text: t('text', { open: words.value(group, 'ratio'), click: percent(partOf(group, 'click')) }),
            shortText: words.value(group, 'ratio'),
            tip: {
              title: label(group.label),
              lines: [
                ...words.detail(group, 'ratio', 'deliveries'),
                t('tip', { pushes: integer(partOf(group, 'pushes')), click: percent(partOf(group, 'click')) }),
              ],
            },
          }))}
          unit="ratio"
          label={rows.map((g) => `${label(g.label)} ${words.value(g, 'ratio')}`).join(', ')}
          mark="bar"
          rowHeight={rows.length > 8 ? 28 : 40}
        />
      )}
    </ChartFrame>
  )
}
