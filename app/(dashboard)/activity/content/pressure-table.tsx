import { useTranslations } from 'next-intl'
import type { Selection } from '../../../../lib/filters/selection.ts'
import { peopleLink } from '../../../ui/people/people-link.ts'
import { DataTable } from '../../../ui/table/data-table.tsx'
import type { ContentPage } from './gather.ts'
import { usePressureTable } from './pressure-words.ts'

/** Sends, opens and leaves of every group; a count of leaves opens those who left. */
export function PressureTable({ data, selection }: { data: ContentPage; selection: Selection }) {
  const t = useTranslations('content.pressure')
  const table = usePressureTable(data, ({ group }) => ({
    group: `/activity/content?group=${encodeURIComponent(group.key)}&asOf=${data.asOf}`,
    quits: peopleLink(selection, data.pressure.question, 'in', { group: group.key }),
  }))
  if (table.rows.length === 0) return null
  return (
    <section aria-label={t('table')} className="min-w-0 rounded-md border border-line bg-surface p-4 lg:col-span-2">
      <h2 className="text-section font-strong">{t('table')}</h2>
      <p className="pb-3 text-note text-ink-3">{t('tableText')}</p>
      <DataTable data={table} label={t('table')} />
    </section>
  )
}
