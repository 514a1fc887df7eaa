import { useTranslations } from 'next-intl'
import type { GroupFigure } from '../../../../lib/metrics/metric.ts'
import { partOf } from '../../../../lib/metrics/shared/highlights.ts'
import { BubbleChart } from '../../../ui/charts/bubble-chart.tsx'
import { ChartFrame } from '../../../ui/charts/frame.tsx'
import { useDefinitionText } from '../../../ui/figures/definition.tsx'
import { useFigureWords } from '../../../ui/figures/figure-words.ts'
import { percent } from '../../../ui/figures/format.ts'
import { IgnoredFilters } from '../../../ui/figures/ignored.tsx'
import { valueLabel } from '../../../ui/shell/option-labels.ts'
import { NOTHING, type TableData } from '../../../ui/table/model.ts'
import { TablePanel } from '../../../ui/table/table-panel.tsx'
import type { ContentPage } from './gather.ts'
import { NoPushes } from './no-pushes.tsx'

const DRAWN = 40

/** Every piece of content: opened against clicked, and the table of all. */
export function Contents({ data }: { data: ContentPage }) {
  const t = useTranslations('content.contents')
  const words = useFigureWords()
  const { contents } = data
  const told = (contents.answer.groups ?? [])
    .filter((g) => g.value !== null)
    .sort((a, b) => (b.denominator ?? 0) - (a.denominator ?? 0))
  const most = told.slice(0, DRAWN)
  const table = useContentTable(told)
  return (
    <>
      <ChartFrame
        title={t('scatter')}
        subtitle={t('scatterText', { count: most.length })}
        definition={useDefinitionText(contents.definition)}
        fileName={`longrun-content-${data.asOf}`}
        className="lg:col-span-2"
        table={table}
        note={<IgnoredFilters asked={contents} />}
      >
        {most.length === 0 ? (
          <NoPushes figure={contents.answer.overall} />
        ) : (
          <BubbleChart
            bubbles={most.map((g) => ({
              id: g.key,
              label: g.label,
              x: g.value ?? 0,
              y: partOf(g, 'click') ?? 0,
              size: g.denominator ?? 0,
              isWeak: g.state === 'few',
              tip: {
                title: g.label,
                lines: [
                  t('tip', { open: percent(g.value), click: percent(partOf(g, 'click')) }),
                  ...words.detail(g, 'ratio', 'deliveries'),
                ],
              },
            }))}
            xTitle={t('x')}
            yTitle={t('y')}
            xUnit="ratio"
            yUnit="ratio"
            label={most.map((g) => `${g.label} ${percent(g.value)}`).join(', ')}
            height={360}
          />
        )}
      </ChartFrame>
      {told.length > 0 && (
        <TablePanel
          title={t('table')}
          subtitle={t('tableText')}
          table={table}
          fileName={`longrun-contents-${data.asOf}`}
          maxHeight="max-h-[440px]"
          className="lg:col-span-2"
        />
      )}
    </>
  )
}

function useContentTable(groups: readonly GroupFigure[]): TableData {
  const t = useTranslations('content.contents')
  const v = useTranslations('values')
  const words = useFigureWords()
  const text = (group: GroupFigure, name: string) => {
    const value = group.parts?.[name]
    return typeof value === 'string' ? valueLabel(v, value) : '—'
  }
  const rate = (group: GroupFigure, name: string) => {
    const value = partOf(group, name)
    return { text: percent(value), value, ...(value === null && { reason: t('nobody') }) }
  }
  return {
    columns: [
      { id: 'title', title: t('title'), isPinned: true },
      { id: 'type', title: t('type') },
      { id: 'topic', title: t('topic') },
      ...['pushes', 'reached', 'open', 'click', 'share', 'toBooking', 'toJoin'].map((id) => ({
        ...{ id, title: t(id), isNumeric: true },
      })),
    ],
    rows: groups.map((group) => ({
      id: group.key,
      cells: {
        title: valueLabel(v, group.label),
        type: text(group, 'type'),
        topic: text(group, 'topic'),
        pushes: partOf(group, 'pushes') ?? NOTHING,
        reached: group.denominator ?? NOTHING,
        open: words.cell(group, 'ratio', { hasInterval: true }),
        ...Object.fromEntries(['click', 'share', 'toBooking', 'toJoin'].map((name) => [name, rate(group, name)])),
      },
    })),
  }
}
