import { useTranslations } from 'next-intl'
import type { Selection } from '../../../lib/filters/selection.ts'
import type { Figure } from '../../../lib/metrics/metric.ts'
import { cellsOf, reachedSteps } from '../../../lib/metrics/shared/cells.ts'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import { Switch } from '../../ui/shell/switch.tsx'
import { FigureState } from '../../ui/states/figure-state.tsx'
import { GRAINS, MEASURES, type RetentionPage } from './gather.ts'
import { type HeatCohort, Heatmap } from './heatmap.tsx'

/** The heatmap with its switches, fed from the answer. */
export function HeatmapPanel({ data, selection }: { data: RetentionPage; selection: Selection }) {
  const t = useTranslations('heatmap')
  const { cohorts, grain, measure, list } = data
  const { overall, groups = [] } = cohorts.answer
  const steps = reachedSteps(overall)
  const cohortOf = (key: string, label: string, figure: Figure): HeatCohort => {
    const cells = new Map(cellsOf(figure).map((cell) => [cell.k, cell]))
    const known = steps.map((k) => cells.get(k) ?? null)
    // Everything behind the last step with a value waits: one stretch instead of a cell each.
    const reached = known.findLastIndex((cell) => cell !== null && cell.state !== 'immature') + 1
    const next = known[reached]
    return {
      key,
      label,
      size: partOf(figure, 'size'),
      cells: known.slice(0, reached),
      waiting: next?.maturesOn ? { k: next.k, day: next.maturesOn } : null,
    }
  }
  const isEmpty = groups.length === 0 || steps.length === 0
  return (
    <Heatmap
      question={cohorts.question}
      selection={selection}
      measure={measure}
      grain={grain}
      list={list}
      steps={steps}
      cohorts={groups.map((group) => cohortOf(group.key, group.label, group)).reverse()}
      mean={cohortOf('mean', t('mean'), overall)}
      definition={useDefinitionText(cohorts.definition)}
      controls={
        <>
          <Switch
            name="measure"
            label={t('measure')}
            current={measure}
            options={MEASURES.map((value) => ({ value, label: t(value) }))}
          />
          <Switch
            name="grain"
            label={t('grain')}
            current={grain}
            options={GRAINS.map((value) => ({ value, label: t(value) }))}
          />
          <Switch
            name="list"
            label={t('opens')}
            isLabelShown
            current={list}
            options={(['in', 'out'] as const).map((value) => ({ value, label: t(value) }))}
          />
        </>
      }
      note={
        <>
          {t('note')} <IgnoredFilters asked={cohorts} />
        </>
      }
      state={isEmpty ? <FigureState figure={overall} className="h-60" /> : null}
    />
  )
}
