import { useTranslations } from 'next-intl'
import type { FrozenHead } from '../../../lib/app-state/reports.ts'
import type { Filters } from '../../../lib/reports/report.ts'
import { hospitalZone } from '../../../lib/warehouse/layout.ts'
import { wallTime } from '../../ui/figures/format.ts'
import { useReportWords } from '../../ui/reports/use-report-words.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import type { TableData } from '../../ui/table/model.ts'

/** Every report that was frozen, each a link to it. */
export function FrozenList({ heads }: { heads: FrozenHead[] }) {
  const t = useTranslations('reports.list')
  const words = useReportWords()
  const table: TableData = {
    columns: [
      { id: 'month', title: t('month'), isPinned: true },
      { id: 'revision', title: t('revision'), isNumeric: true },
      { id: 'filters', title: t('filters') },
      { id: 'asOf', title: t('asOf') },
      { id: 'snapshot', title: t('snapshot') },
      { id: 'who', title: t('who') },
      { id: 'when', title: t('when') },
    ],
    rows: heads.map((head) => ({
      id: head.id,
      cells: {
        month: { text: head.month, href: linkOf(head) },
        revision: { text: String(head.revision), value: head.revision },
        filters: words.filters({ filters: filtersOf(head), filterNames: {} }),
        asOf: head.asOf,
        snapshot: head.snapshot,
        who: head.createdBy,
        when: wallTime(new Date(head.createdAt).toISOString(), hospitalZone(), true),
      },
    })),
  }
  return (
    <section aria-label={t('title')} className="no-print min-w-0 rounded-md border border-line bg-surface p-4">
      <h2 className="text-section font-strong">{t('title')}</h2>
      <p className="pb-3 text-note text-ink-3">{heads.length > 0 ? t('text') : t('empty')}</p>
      {heads.length > 0 && <DataTable data={table} label={t('title')} hasTools={false} />}
    </section>
  )
}

function filtersOf(head: FrozenHead): Filters {
  return JSON.parse(head.filters) as Filters
}

function linkOf(head: FrozenHead): string {
  const query = new URLSearchParams({ asOf: head.asOf, show: head.id })
  for (const [key, values] of Object.entries(filtersOf(head))) for (const value of values) query.append(key, value)
  return `/reports?${query}`
}
