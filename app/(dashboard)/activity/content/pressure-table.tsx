import { useTranslations } from 'next-intl'
import type { Selection } from '../../../../lib/filters/selection.ts'
import { peopleLink } from '../../../ui/people/people-link.ts'
import { TablePanel } from '../../../ui/table/table-panel.tsx'
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
    <TablePanel
      title={t('table')}
      subtitle={t('tableText')}
      table={table}
      fileName={`longrun-pushes-${data.asOf}`}
      className="lg:col-span-2"
    />
  )
}
