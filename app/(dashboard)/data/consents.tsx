import { useTranslations } from 'next-intl'
import type { ConsentRow } from '../../../lib/quality/consents.ts'
import { integer } from '../../ui/figures/format.ts'
import { Notice } from '../../ui/states/notice.tsx'
import { DataTable } from '../../ui/table/data-table.tsx'
import { Panel } from './panel.tsx'

const COUNTS = ['given', 'withdrawn', 'unknown'] as const

/** How many members agreed to what, and who took it back. */
export function Consents({ rows }: { rows: readonly ConsentRow[] }) {
  const t = useTranslations('consents')
  if (rows.length === 0) return <Notice look="dashed" title={t('none')} />
  const cell = (value: number | null) =>
    value === null ? { text: '<5', value: null, reason: t('hidden') } : { text: integer(value), value }
  return (
    <Panel title={t('title')} text={t('text')}>
      <DataTable
        data={{
          columns: [
            { id: 'purpose', title: t('purpose'), isPinned: true },
            ...COUNTS.map((name) => ({ id: name, title: t(name), isNumeric: true })),
          ],
          rows: rows.map((row) => ({
            id: row.purpose,
            cells: {
              purpose: t(`purposes.${row.purpose}`),
              ...Object.fromEntries(COUNTS.map((name) => [name, cell(row[name])])),
            },
          })),
        }}
        label={t('title')}
      />
    </Panel>
  )
}
