/** What the cover of an exported list says: what it is, what for, whose it is, and who is not in it. */
import type { ExportContent } from '../../../lib/export/fetch.ts'
import { LEFT_OUT } from '../../../lib/export/purposes.ts'
import { keptQuestion } from '../../../lib/export/request.ts'
import type { Cover, TypedCell } from '../../../lib/export/workbook.ts'
import { type ExportWords, purposeWords } from './words.ts'

interface Covering {
  content: ExportContent
  t: ExportWords
  /** Name of the list, and its question in words. */
  title: string
  conditions: readonly string[]
  exportedAt: string
}

const text = (value: string): TypedCell => ({ value, type: 'text' })

export function coverOf({ content, t, title, conditions, exportedAt }: Covering): Cover {
  const { row, people, leftOut, snapshot } = content
  const { question, version } = keptQuestion(row)
  const reasons = LEFT_OUT.flatMap((reason) => {
    const rows = leftOut[reason] ?? 0
    return rows === 0 ? [] : [{ label: t(`leftOut.${reason}`), cell: { value: rows, type: 'integer' as const } }]
  })
  const facts: Cover['facts'] = [
    { label: t('facts.no'), cell: text(row.no) },
    { label: t('facts.purpose'), cell: text(purposeWords(row, t)) },
    { label: t('facts.filters'), cell: text(conditions.join(' · ') || t('everybody')) },
    { label: t('facts.asOf'), cell: { value: question.asOf, type: 'day' } },
    { label: t('facts.snapshot'), cell: text(row.snapshot === snapshot ? snapshot : `${row.snapshot} → ${snapshot}`) },
    { label: t('facts.version'), cell: text(`${question.metric} v${version}`) },
    { label: t('facts.exporter'), cell: text(row.requester) },
    ...(row.decidedBy ? [{ label: t('facts.approver'), cell: text(row.decidedBy) }] : []),
    { label: t('facts.exportedAt'), cell: { value: exportedAt, type: 'instant' } },
    { label: t('facts.asked'), cell: { value: row.asked, type: 'integer' } },
    ...reasons,
    { label: t('facts.rows'), cell: { value: people.length, type: 'integer', isStrong: true } },
    { label: t('facts.handling'), cell: text(t('handling')) },
  ]
  const mark = t('mark', { no: row.no, account: row.requester })
  return { name: t('coverSheet'), title, facts, mark }
}
