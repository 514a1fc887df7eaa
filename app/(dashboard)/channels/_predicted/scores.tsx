import { useTranslations } from 'next-intl'
import type { Part } from '../../../../lib/metrics/metric.ts'
import { numberOf, recordOf, recordsIn } from '../../../../lib/metrics/shared/highlights.ts'
import { decimal, integer, percent } from '../../../ui/figures/format.ts'
import { DataTable } from '../../../ui/table/data-table.tsx'
import type { CellData, TableData } from '../../../ui/table/model.ts'
import type { PredictedPage } from './gather.ts'

/** Every way of predicting in the same holdout, the naive ones included. */
export function Scores({ data }: { data: PredictedPage }) {
  const t = useTranslations('predicted')
  const figure = data.predicted.answer.overall
  const holdout = recordOf(figure, 'holdout')
  const table: TableData = {
    columns: [
      { id: 'method', title: t('scores.method'), isPinned: true },
      { id: 'maeNet', title: t('scores.maeNet'), isNumeric: true, help: t('scores.maeHelp') },
      { id: 'ratioNet', title: t('scores.ratioNet'), isNumeric: true, help: t('disease.ratioHelp') },
      { id: 'maeVisits', title: t('scores.maeVisits'), isNumeric: true, help: t('scores.maeHelp') },
      { id: 'ratioVisits', title: t('scores.ratioVisits'), isNumeric: true, help: t('disease.ratioHelp') },
    ],
    rows: recordsIn(holdout, 'scores').map((score) => ({
      id: String(score.method),
      cells: {
        method: {
          text: t(`methods.${String(score.method)}`),
          ...(score.method === figure.parts?.method && { note: t('scores.used') }),
        },
        maeNet: cell(score.net, 'mae', yuan),
        ratioNet: cell(score.net, 'ratio', percent),
        maeVisits: cell(score.visits, 'mae', decimal),
        ratioVisits: cell(score.visits, 'ratio', percent),
      },
    })),
  }
  return (
    <section aria-label={t('scores.title')} className="min-w-0 rounded-md border border-line bg-surface p-4">
      <h3 className="text-section font-strong">{t('scores.title')}</h3>
      <p className="pb-3 text-note text-ink-3">
        {t('scores.subtitle', {
          sample: integer(numberOf(holdout, 'sample')),
          from: String(holdout.from),
          to: String(holdout.to),
        })}
      </p>
      <DataTable data={table} label={t('scores.title')} hasTools={false} />
      <p className="pt-3 text-note leading-5 text-ink-3">{t('scores.note')}</p>
    </section>
  )
}

function yuan(fen: number | null): string {
  return fen === null ? '—' : `¥${integer(fen / 100)}`
}

function cell(error: Part | undefined, name: string, text: (value: number | null) => string): CellData {
  const isRecord = typeof error === 'object' && error !== null && !Array.isArray(error)
  const value = isRecord ? numberOf(error, name) : null
  return { text: text(value), value }
}
