import { useTranslations } from 'next-intl'
import { bandsOf } from '../../../lib/metrics/health/bands.ts'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { AlluvialChart } from '../../ui/charts/alluvial.tsx'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { integer, percent } from '../../ui/figures/format.ts'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import { FigureState } from '../../ui/states/figure-state.tsx'
import type { PanelProps } from './panel.ts'
import { UNITS } from './readings.ts'

/** From low to high: the same hue as the value rises. */
const COLOURS = ['var(--c3)', 'var(--c5)', 'var(--c2)', 'var(--c6)']

/** From the band at the beginning to the band afterwards, the same people. */
export function BandMoves({ data }: PanelProps) {
  const t = useTranslations('health')
  const { healthMoves, reading, healthMonths } = data
  const { overall, groups = [] } = healthMoves.answer
  const flows = groups
    .filter((group) => group.state !== 'suppressed')
    .map((group) => ({
      from: partOf(group, 'from') ?? 0,
      to: partOf(group, 'to') ?? 0,
      fromLabel: String(group.parts?.fromLabel),
      toLabel: String(group.parts?.toLabel),
      label: group.label,
      pairs: group.numerator ?? 0,
      share: percent(group.value),
    }))
  const names = new Map(
    flows.flatMap((flow) => [[flow.from, flow.fromLabel] as const, [flow.to, flow.toLabel] as const]),
  )
  const bands = Array.from({ length: bandsOf(reading).length + 1 }, (_, i) => bandsOf(reading).length - i)
  const nodes = bands.map((band) => ({
    id: String(band),
    label: names.get(band) ?? '',
    colour: COLOURS[band] ?? 'var(--c7)',
  }))
  const count = (name: string) => integer(partOf(overall, name))
  const title =
    flows.length === 0
      ? t('bandsNone', { reading: t(reading) })
      : t('bands', { reading: t(reading), down: count('lower'), up: count('higher'), same: count('same') })
  return (
    <ChartFrame
      title={title}
      subtitle={t('bandsText', { months: healthMonths, unit: UNITS[reading] })}
      definition={useDefinitionText(healthMoves.definition)}
      fileName={`longrun-health-bands-${reading}-${healthMonths}m-${data.asOf}`}
      table={{
        columns: [
          { id: 'from', title: t('from'), isPinned: true },
          ...nodes.filter((n) => n.label !== '').map((n) => ({ id: n.id, title: n.label, isNumeric: true })),
        ],
        rows: nodes
          .filter((n) => flows.some((flow) => String(flow.from) === n.id))
          .map((n) => ({
            id: n.id,
            cells: {
              from: n.label,
              ...Object.fromEntries(
                nodes.map((m) => {
                  const pairs = flows.find((flow) => String(flow.from) === n.id && String(flow.to) === m.id)?.pairs ?? 0
                  return [m.id, { text: integer(pairs), value: pairs }]
                }),
              ),
            },
          })),
      }}
      note={
        <>
          {t('bandsNote')} <IgnoredFilters asked={healthMoves} />
        </>
      }
    >
      {flows.length === 0 ? (
        <FigureState figure={overall} className="h-60" />
      ) : (
        <AlluvialChart
          heads={[t('baseline'), t('latest')]}
          left={nodes}
          right={nodes}
          flows={flows.map((flow) => ({
            from: String(flow.from),
            to: String(flow.to),
            value: flow.pairs,
            tip: {
              title: flow.label,
              lines: [t('people', { count: integer(flow.pairs) }), t('ofBand', { share: flow.share })],
            },
          }))}
          label={`${title}. ${flows.map((f) => `${f.label} ${integer(f.pairs)}`).join(', ')}`}
          height={330}
        />
      )}
    </ChartFrame>
  )
}
