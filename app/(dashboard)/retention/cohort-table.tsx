import { useTranslations } from 'next-intl'
import type { Selection } from '../../../lib/filters/selection.ts'
import { cellsOf } from '../../../lib/metrics/shared/cells.ts'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { useFigureWords } from '../../ui/figures/figure-words.ts'
import { integer } from '../../ui/figures/format.ts'
import { peopleLink } from '../../ui/people/people-link.ts'
import type { TableData } from '../../ui/table/model.ts'
import { TablePanel } from '../../ui/table/table-panel.tsx'
import { DAYS, type RetentionPage } from './gather.ts'

const MONTHS = [1, 2, 3, 6, 9, 12, 18, 24] as const

/** 入群月 × D1…D30 (active) and M1…M24 (in a group), with the weighted means below. */
export function CohortTable({ data, selection }: { data: RetentionPage; selection: Selection }) {
  const t = useTranslations('cohortTable')
  const words = useFigureWords()
  const { monthly, days, list } = data
  const monthLink = (k: number, cohort: string) =>
    peopleLink(selection, { ...monthly.question, parameters: { ...monthly.question.parameters, k: String(k) } }, list, {
      cohort,
    })
  const rows = (monthly.answer.groups ?? []).map((group) => {
    const cells = cellsOf(group)
    const size = partOf(group, 'size')
    return {
      id: group.key,
      cells: {
        cohort: group.label,
        size: { text: integer(size), value: size },
        ...Object.fromEntries(
          days.map((asked, i) => [
            `d${DAYS[i] ?? 0}`,
            words.cell(
              asked.answer.groups?.find((g) => g.key === group.key),
              'ratio',
              {
                isPlain: true,
                href: peopleLink(selection, asked.question, list, { cohort: group.key }),
              },
            ),
          ]),
        ),
        ...Object.fromEntries(
          MONTHS.map((k) => [
            `m${k}`,
            words.cell(
              cells.find((c) => c.k === k),
              'ratio',
              { isPlain: true, href: monthLink(k, group.key) },
            ),
          ]),
        ),
      },
    }
  })
  const means = cellsOf(monthly.answer.overall)
  const table: TableData = {
    columns: [
      { id: 'cohort', title: t('cohort'), isPinned: true },
      { id: 'size', title: t('size'), isNumeric: true },
      ...DAYS.map((day) => ({ id: `d${day}`, title: `D${day}`, isNumeric: true, help: t('dayHelp', { day }) })),
      ...MONTHS.map((k) => ({ id: `m${k}`, title: `M${k}`, isNumeric: true, help: t('monthHelp', { month: k }) })),
    ],
    rows,
    total: {
      id: 'mean',
      cells: {
        cohort: t('mean'),
        size: integer(partOf(monthly.answer.overall, 'size')),
        ...Object.fromEntries(days.map((asked, i) => [`d${DAYS[i] ?? 0}`, words.cell(asked.answer.overall, 'ratio')])),
        ...Object.fromEntries(
          MONTHS.map((k) => [
            `m${k}`,
            words.cell(
              means.find((c) => c.k === k),
              'ratio',
            ),
          ]),
        ),
      },
    },
  }
  return (
    <TablePanel
      title={t('title')}
      subtitle={t('subtitle', { list: t(`lists.${list}`) })}
      table={table}
      fileName={`longrun-cohorts-${monthly.question.asOf}`}
    />
  )
}
