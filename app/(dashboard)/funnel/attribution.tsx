import { useTranslations } from 'next-intl'
import type { Figure } from '../../../lib/metrics/metric.ts'
import type { Shift } from '../../../lib/metrics/shared/funnel/attribution.ts'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { useFigureWords } from '../../ui/figures/figure-words.ts'
import { integer, signedInteger } from '../../ui/figures/format.ts'
import { valueLabel } from '../../ui/shell/option-labels.ts'
import type { TableData } from '../../ui/table/model.ts'
import type { FunnelPage } from './gather.ts'

/** What changes when people are credited to their last touch. */
export function Attribution({ data }: { data: FunnelPage }) {
  const t = useTranslations('funnel.shift')
  const v = useTranslations('values')
  const words = useFigureWords()
  const { shifts } = data
  const greatest = [...shifts].sort((a, b) => Math.abs(b.change ?? 0) - Math.abs(a.change ?? 0))[0]
  const label = (shift: Shift) => valueLabel(v, shift.label)
  const rate = (figure: Figure | undefined) => words.cell(figure, 'ratio', { hasInterval: true })
  const count = (value: number | null) => ({ text: integer(value), value })
  const table: TableData = {
    columns: [
      { id: 'channel', title: t('channel'), isPinned: true },
      ...['first', 'last', 'change', 'visitFirst', 'visitLast'].map((id) => ({ id, title: t(id), isNumeric: true })),
    ],
    rows: shifts.map((shift) => ({
      id: shift.key,
      cells: {
        channel: label(shift),
        first: count(shift.first),
        last: count(shift.last),
        change: { text: shift.change === null ? '—' : signedInteger(shift.change), value: shift.change },
        visitFirst: rate(shift.visitFirst),
        visitLast: rate(shift.visitLast),
      },
    })),
  }
  return (
    <ChartFrame
      title={
        greatest?.change
          ? t('title', { label: label(greatest), change: signedInteger(greatest.change) })
          : t('titleNone')
      }
      subtitle={t('subtitle')}
      definition={useDefinitionText(data.strict.definition)}
      fileName={`longrun-attribution-${data.asOf}`}
      table={table}
      tableLabel={t('label')}
      isTableOnly
    />
  )
}
