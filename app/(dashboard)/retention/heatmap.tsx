import { useLocale, useTranslations } from 'next-intl'
import type { Selection } from '../../../lib/filters/selection.ts'
import { type Cell, cellsOf, reachedSteps } from '../../../lib/metrics/shared/cells.ts'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { CohortHeatmap, type HeatCell } from '../../ui/charts/cohort-heatmap.tsx'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { useFigureWords } from '../../ui/figures/figure-words.ts'
import { integer } from '../../ui/figures/format.ts'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import { languageOf } from '../../ui/i18n/language.ts'
import { peopleLink } from '../../ui/people/people-link.ts'
import { Switch } from '../../ui/shell/switch.tsx'
import { FigureState } from '../../ui/states/figure-state.tsx'
import type { TableData } from '../../ui/table/model.ts'
import { GRAINS, MEASURES, type RetentionPage } from './gather.ts'

/** Which cohort is leaking: cohorts down, age across. */
export function Heatmap({ data, selection }: { data: RetentionPage; selection: Selection }) {
  const t = useTranslations('heatmap')
  const words = useFigureWords()
  const language = languageOf(useLocale())
  const { cohorts, grain, measure, list } = data
  const steps = reachedSteps(cohorts.answer.overall)
  const name = (k: number) => (grain === 'month' ? `M${k}` : `W${k}`)
  const heat = (cell: Cell | undefined, key?: string): HeatCell => {
    if (!cell) return { text: '', share: null, detail: '' }
    const detail = words.detail(cell, 'ratio').join(' · ')
    if (cell.value === null) return { text: '—', share: null, detail, isHatched: cell.state === 'immature' }
    const question = { ...cohorts.question, parameters: { ...cohorts.question.parameters, k: String(cell.k) } }
    return {
      text: `${Math.round(cell.value * 100)}%`,
      share: cell.value,
      detail,
      isFew: cell.state === 'few',
      ...(key !== undefined && { href: peopleLink(selection, question, list, { cohort: key }) }),
    }
  }
  const rows = [...(cohorts.answer.groups ?? [])].reverse().map((group) => {
    const cells = new Map(cellsOf(group).map((cell) => [cell.k, cell]))
    return {
      id: group.key,
      label: group.label,
      size: integer(partOf(group, 'size')),
      cells: steps.map((k) => heat(cells.get(k), group.key)),
    }
  })
  const mean = new Map(cellsOf(cohorts.answer.overall).map((cell) => [cell.k, cell]))
  const switches = (
    <>
      <Switch name="measure" label={t('measure')} current={measure} options={MEASURES.map((value) => ({ value, label: t(value) }))} />
      <Switch name="grain" label={t('grain')} current={grain} options={GRAINS.map((value) => ({ value, label: t(value) }))} />
      <Switch
        name="list"
        label={t('opens')}
        isLabelShown
        current={list}
        options={(['in', 'out'] as const).map((value) => ({ value, label: t(value) }))}
      />
    </>
  )
  return (
    <ChartFrame
      title={t('title')}
      subtitle={t(`subtitle.${measure}`)}
      definition={useDefinitionText(cohorts.definition)}
      fileName={`longrun-cohorts-${measure}-${grain}-${data.asOf}`}
      hasPicture={false}
      controls={switches}
      table={tableOf(data, steps.map((k) => ({ k, name: name(k) })), { t, words, language })}
      note={
        <>
          {t('note')} <IgnoredFilters asked={cohorts} />
        </>
      }
    >
      {rows.length === 0 || steps.length === 0 ? (
        <FigureState figure={cohorts.answer.overall} className="h-60" />
      ) : (
        <CohortHeatmap
          label={t('title')}
          corner={grain === 'month' ? t('cohortMonth') : t('cohortWeek')}
          sizeTitle={t('size')}
          steps={steps.map(name)}
          rows={rows}
          mean={{
            id: 'mean',
            label: t('mean'),
            size: integer(partOf(cohorts.answer.overall, 'size')),
            cells: steps.map((k) => heat(mean.get(k))),
          }}
        />
      )}
    </ChartFrame>
  )
}

interface Words {
  t: ReturnType<typeof useTranslations<'heatmap'>>
  words: ReturnType<typeof useFigureWords>
  language: 'zh' | 'en'
}

function tableOf({ cohorts, grain }: RetentionPage, steps: { k: number; name: string }[], { t, words }: Words): TableData {
  const cellsFor = (cells: Cell[]) =>
    Object.fromEntries(steps.map(({ k, name }) => [name, words.cell(cells.find((c) => c.k === k), 'ratio')]))
  return {
    columns: [
      { id: 'cohort', title: grain === 'month' ? t('cohortMonth') : t('cohortWeek'), isPinned: true },
      { id: 'size', title: t('size'), isNumeric: true },
      ...steps.map(({ name }) => ({ id: name, title: name, isNumeric: true })),
    ],
    rows: (cohorts.answer.groups ?? []).map((group) => {
      const size = partOf(group, 'size')
      return {
        id: group.key,
        cells: { cohort: group.label, size: { text: integer(size), value: size }, ...cellsFor(cellsOf(group)) },
      }
    }),
    total: { id: 'mean', cells: { cohort: t('mean'), ...cellsFor(cellsOf(cohorts.answer.overall)) } },
  }
}
