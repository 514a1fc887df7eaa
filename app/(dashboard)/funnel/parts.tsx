import { useTranslations } from 'next-intl'
import type { Selection } from '../../../lib/filters/selection.ts'
import type { GroupFigure } from '../../../lib/metrics/metric.ts'
import { LATER_STEPS, stepsIn } from '../../../lib/metrics/shared/funnel/steps.ts'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { useFigureWords } from '../../ui/figures/figure-words.ts'
import { integer, percent } from '../../ui/figures/format.ts'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import { peopleLink } from '../../ui/people/people-link.ts'
import { valueLabel } from '../../ui/shell/option-labels.ts'
import { Switch } from '../../ui/shell/switch.tsx'
import { FigureState } from '../../ui/states/figure-state.tsx'
import type { TableData } from '../../ui/table/model.ts'
import { useLeakText } from './finding.ts'
import { type FunnelPage, SPLITS } from './gather.ts'
import { SmallFunnel } from './small-funnel.tsx'

const SHOWN = 12

interface Props {
  data: FunnelPage
  selection: Selection
}

/** One small funnel a channel, group or disease, all on one scale; a leak is named with its evidence. */
export function Parts({ data, selection }: Props) {
  const t = useTranslations('funnel.parts')
  const v = useTranslations('values')
  const c = useTranslations('chart')
  const and = useTranslations('list')('and')
  const { parts, leaks, split } = data
  const groups = (parts.answer.groups ?? []).filter((g) => people(g) > 0 || g.state === 'suppressed')
  const label = (group: GroupFigure) => valueLabel(v, group.label)
  const shown = [...groups].sort((a, b) => people(b) - people(a)).slice(0, SHOWN)
  const isWithheld = shown.some((g) => Object.values(stepsIn(g)).some((figure) => figure?.state === 'suppressed'))
  const leaking = groups.filter((g) => leaks.has(g.key))
  const by = t(`by.${split}`)
  const leakTitle = t('title', { count: leaking.length, split: by, names: leaking.map(label).join(and) })
  // A leak can be told only between rows of 30 people and more.
  const isTold = groups.filter((g) => stepsIn(g).join?.state === 'ok').length > 1
  return (
    <ChartFrame
      title={!isTold ? t('titleFew', { split: by }) : leaking.length === 0 ? t('titleNone', { split: by }) : leakTitle}
      subtitle={t('subtitle')}
      definition={useDefinitionText(parts.definition)}
      fileName={`longrun-funnel-by-${split}-${data.asOf}`}
      controls={
        <Switch
          name="split"
          label={t('split')}
          isLabelShown
          current={split}
          options={SPLITS.map((value) => ({ value, label: t(`by.${value}`) }))}
        />
      }
      table={useTable(data, selection, groups, label)}
      note={
        <>
          {groups.length > SHOWN && t('rest', { count: groups.length - SHOWN, split: by })}{' '}
          {isWithheld && c('withheld')} <IgnoredFilters asked={parts} />
        </>
      }
    >
      {groups.length === 0 ? (
        <FigureState figure={parts.answer.overall} className="h-60" />
      ) : (
        <ul className="grid grid-cols-1 gap-3 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4">
          {shown.map((group) => (
            <SmallFunnel key={group.key} name={label(group)} group={group} leak={leaks.get(group.key)} />
          ))}
        </ul>
      )}
    </ChartFrame>
  )
}

/** Everybody who joined, mature or not. */
function people(group: GroupFigure): number {
  const { join } = stepsIn(group)
  return join ? (join.denominator ?? 0) + (partOf(join, 'inProgress') ?? 0) : 0
}

function useTable(
  { parts, leaks, split }: FunnelPage,
  selection: Selection,
  groups: readonly GroupFigure[],
  label: (group: GroupFigure) => string,
): TableData {
  const t = useTranslations('funnel.parts')
  const s = useTranslations('funnel.step')
  const words = useFigureWords()
  const leakText = useLeakText()
  return {
    columns: [
      { id: 'name', title: t('name'), isPinned: true },
      { id: 'joined', title: t('joined'), isNumeric: true },
      ...LATER_STEPS.map((step) => ({ id: step, title: t('rateOf', { step: s(step) }), isNumeric: true })),
      ...LATER_STEPS.map((step) => ({
        ...{ id: `${step}Step`, title: t('stepRateOf', { step: s(step) }), isNumeric: true, isHidden: true },
      })),
      { id: 'leak', title: t('leakColumn') },
    ],
    rows: groups.map((group) => {
      const steps = stepsIn(group)
      const leak = leaks.get(group.key)
      return {
        id: group.key,
        cells: {
          name: label(group),
          joined: { text: integer(people(group)), value: people(group) },
          ...Object.fromEntries(
            LATER_STEPS.flatMap((step) => {
              const rate = partOf(steps[step], 'stepRate')
              const href = peopleLink(selection, parts.question, step, { [split]: group.key })
              return [
                [step, words.cell(steps[step] ?? group, 'ratio', { hasInterval: true, href })],
                [`${step}Step`, { text: percent(rate), value: rate }],
              ]
            }),
          ),
          leak: leak ? { text: leakText(leak), tone: 'bad' as const } : '',
        },
      }
    }),
  }
}
