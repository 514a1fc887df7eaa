'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Question } from '../../../lib/filters/ask.ts'
import type { Selection } from '../../../lib/filters/selection.ts'
import type { Cell } from '../../../lib/metrics/shared/cells.ts'
import { CohortHeatmap } from '../../ui/charts/cohort-heatmap.tsx'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import type { DefinitionText } from '../../ui/figures/definition-popover.tsx'
import { useFigureWords } from '../../ui/figures/figure-words.ts'
import { integer } from '../../ui/figures/format.ts'
import { peopleLink } from '../../ui/people/people-link.ts'
import type { TableData } from '../../ui/table/model.ts'

/** A cohort with its cells, in the order of the steps; null where a cohort has none. */
export interface HeatCohort {
  key: string
  label: string
  size: number | null
  cells: (Cell | null)[]
  /** The first step that is not mature, and when it will be. */
  waiting: { k: number; day: string } | null
}

interface HeatmapProps {
  question: Question
  selection: Selection
  measure: 'in-group' | 'active'
  grain: 'month' | 'week'
  /** Which people a cell opens. */
  list: 'in' | 'out'
  steps: number[]
  /** Newest first. */
  cohorts: HeatCohort[]
  mean: HeatCohort
  definition: DefinitionText
  controls: ReactNode
  note: ReactNode
  /** In place of the heatmap where there is nothing to draw. */
  state: ReactNode
}

/** Which cohort is leaking: cohorts down, age across. Figures come as they are; texts are made where they are read. */
export function Heatmap(props: HeatmapProps) {
  const { question, selection, measure, grain, list, steps, cohorts, mean, definition, controls, note, state } = props
  const t = useTranslations('heatmap')
  const words = useFigureWords()
  const name = (k: number) => (grain === 'month' ? `M${String(k)}` : `W${String(k)}`)
  const at = (row: number, step: number) => {
    const cohort = row < 0 ? mean : cohorts[row]
    return { cohort, cell: cohort?.cells[step] ?? null, k: steps[step] ?? 0 }
  }
  const rowOf = (cohort: HeatCohort) => ({
    id: cohort.key,
    label: cohort.label,
    size: integer(cohort.size),
    waiting: cohort.waiting ? t('waiting', { step: name(cohort.waiting.k), day: cohort.waiting.day }) : '',
    cells: cohort.cells.map((cell) => ({
      share: cell?.value ?? null,
      isHatched: cell?.state === 'immature',
      isFew: cell?.state === 'few',
    })),
  })
  const table = (): TableData => {
    const cells = (cohort: HeatCohort) =>
      Object.fromEntries(steps.map((k, i) => [name(k), words.cell(cohort.cells[i] ?? undefined, 'ratio')]))
    return {
      columns: [
        { id: 'cohort', title: t(grain === 'month' ? 'cohortMonth' : 'cohortWeek'), isPinned: true },
        { id: 'size', title: t('size'), isNumeric: true },
        ...steps.map((k) => ({ id: name(k), title: name(k), isNumeric: true })),
      ],
      rows: cohorts.map((cohort) => ({
        id: cohort.key,
        cells: { cohort: cohort.label, size: { text: integer(cohort.size), value: cohort.size }, ...cells(cohort) },
      })),
      total: { id: 'mean', cells: { cohort: t('mean'), ...cells(mean) } },
    }
  }
  return (
    <ChartFrame
      title={t('title')}
      subtitle={t(`subtitle.${measure}`)}
      definition={definition}
      fileName={`longrun-cohorts-${measure}-${grain}-${question.asOf}`}
      controls={controls}
      table={table}
      note={note}
    >
      {state ?? (
        <CohortHeatmap
          label={t('title')}
          corner={t(grain === 'month' ? 'cohortMonth' : 'cohortWeek')}
          sizeTitle={t('size')}
          steps={steps.map(name)}
          rows={cohorts.map(rowOf)}
          mean={rowOf(mean)}
          hrefOf={(row, step) => {
            const { cohort, k } = at(row, step)
            const asked = { ...question, parameters: { ...question.parameters, k: String(k) } }
            return peopleLink(selection, asked, list, { cohort: cohort?.key ?? '' })
          }}
          tipOf={(row, step) => {
            const { cohort, cell, k } = at(row, step)
            const title = `${cohort?.label ?? ''} · ${name(k)}`
            return cell ? words.tip(title, cell, 'ratio') : { title, lines: [] }
          }}
        />
      )}
    </ChartFrame>
  )
}
