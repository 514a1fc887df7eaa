import { useLocale, useTranslations } from 'next-intl'
import type { Selection } from '../../../lib/filters/selection.ts'
import type { Definition, Figure } from '../../../lib/metrics/metric.ts'
import { formatValue, integer, percent, type Unit } from '../../ui/figures/format.ts'
import { STATUS_GLYPH, statusOf } from '../../ui/figures/status.ts'
import { languageOf } from '../../ui/i18n/language.ts'
import { useReason } from '../../ui/states/figure-state.tsx'
import type { CellData, TableRow } from '../../ui/table/model.ts'
import { TablePanel } from '../../ui/table/table-panel.tsx'
import type { Overview } from './gather.ts'
import { stripOf } from './strip.ts'

/** Everything above as one table: now, before, goal, status, sample. */
export function MonthTable({ data, selection }: { data: Overview; selection: Selection }) {
  const t = useTranslations('overview.table')
  const p = useTranslations('pool')
  const language = languageOf(useLocale())
  const s = useTranslations('status')
  const reason = useReason()
  const value = (raw: number | null, unit: Unit): CellData => ({ text: formatValue(raw, unit, language), value: raw })
  const check = (definition: Definition, figure: Figure, before: Figure | null): TableRow => {
    const unit = definition.unit === 'points' ? 'points' : 'ratio'
    const status = statusOf(figure)
    return {
      id: definition.id,
      cells: {
        metric: definition.title[language],
        period: data.asOf,
        now: { ...value(figure.value, unit), ...(figure.value === null && { reason: reason(figure) }) },
        before: before ? value(before.value, unit) : { text: '—', value: null, reason: t('notCompared') },
        goal: figure.target ? { text: `>${percent(figure.target.above)}`, value: figure.target.above } : '',
        status: status ? `${STATUS_GLYPH[status]} ${s(status)}` : '',
        sample: { text: integer(figure.denominator), value: figure.denominator ?? null },
      },
    }
  }
  const rows: TableRow[] = [
    check(data.activity.asked.definition, data.activity.asked.answer.overall, data.activity.before),
    check(data.retention.asked.definition, data.retention.asked.answer.overall, data.retention.before),
    check(data.returnLift.definition, data.returnLift.answer.overall, null),
    check(data.referralLift.definition, data.referralLift.answer.overall, null),
    check(data.brand.definition, data.brand.answer.overall, null),
    ...stripOf(data, selection.population).map(({ id, unit, highlight, isMonthly }) => ({
      id,
      cells: {
        metric: p(id),
        period: isMonthly ? data.months.last : data.asOf,
        now: value(highlight.value, unit),
        before: value(highlight.before, unit),
        goal: '',
        status: '',
        sample: '',
      },
    })),
  ]
  return (
    <TablePanel
      title={t('title')}
      table={{
        columns: [
          { id: 'metric', title: t('metric'), isPinned: true },
          { id: 'period', title: t('period') },
          { id: 'now', title: t('now'), isNumeric: true },
          { id: 'before', title: t('before'), isNumeric: true, help: t('beforeHelp') },
          { id: 'goal', title: t('goal'), isNumeric: true },
          { id: 'status', title: t('status') },
          { id: 'sample', title: t('sample'), isNumeric: true },
        ],
        rows,
      }}
      fileName={`longrun-month-${data.asOf}`}
      hasTools={false}
      maxHeight="max-h-none"
    />
  )
}
