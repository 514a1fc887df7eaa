import { useLocale, useTranslations } from 'next-intl'
import { type Contribution, isSteady, leastSpan } from '../../../lib/metrics/shared/contribution.ts'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { RankedChart, type RankedRow } from '../../ui/charts/ranked-chart.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { finePoints, formatValue, signedValue, type Unit } from '../../ui/figures/format.ts'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import { languageOf } from '../../ui/i18n/language.ts'
import { useGroupName } from '../../ui/shell/group-name.ts'
import { valueLabel } from '../../ui/shell/option-labels.ts'
import { Switch } from '../../ui/shell/switch.tsx'
import { FigureState } from '../../ui/states/figure-state.tsx'
import { Notice } from '../../ui/states/notice.tsx'
import type { TableData } from '../../ui/table/model.ts'
import { MOVERS, type Mover, type Overview, SPLITS } from './gather.ts'

const UNITS: Record<Mover, Unit> = {
  retention: 'ratio',
  activity: 'ratio',
  pool: 'events',
  revenue: 'fen',
  'booked-share': 'ratio',
}

/** Rows of the chart; the table has all. */
const SHOWN = 10

/** Why a figure changed since last month: what each group, channel or disease contributed. */
export function Movers({ data }: { data: Overview }) {
  const t = useTranslations('overview.movers')
  const v = useTranslations('values')
  const groupName = useGroupName()
  const language = languageOf(useLocale())
  const { metric, by, asked, before, change, now, earlier } = data.mover
  const definition = useDefinitionText(asked.definition)
  const unit = UNITS[metric]
  const write = (value: number) => (unit === 'ratio' ? finePoints(value, language) : signedValue(value, unit, language))
  const [figure, prior] = [asked.answer.overall, before.answer.overall]
  const name = (part: Contribution) => (by === 'group' ? groupName(part) : valueLabel(v, part.label))
  const controls = (
    <>
      <Switch
        name="why"
        label={t('figure')}
        current={metric}
        options={MOVERS.map((value) => ({ value, label: t(value) }))}
      />
      <Switch name="split" label={t('by')} current={by} options={SPLITS.map((value) => ({ value, label: t(value) }))} />
    </>
  )
  const rows = (change?.contributions ?? []).map(
    (c): RankedRow => ({
      id: c.key,
      label: name(c),
      value: c.contribution,
      text: write(c.contribution),
      colour: c.contribution < 0 ? 'var(--c6)' : 'var(--c1)',
      tip: {
        title: name(c),
        lines: [
          t('tip', { before: formatValue(c.before, unit, language), now: formatValue(c.now, unit, language) }),
          t('tipShare', { share: write(c.contribution) }),
        ],
      },
    }),
  )
  const title = change
    ? t(isSteady(figure, prior) ? 'titleSteady' : 'title', { figure: t(metric), change: write(change.change) })
    : t('titleNone')
  return (
    <ChartFrame
      title={title}
      subtitle={t('subtitle', { now, earlier })}
      fileName={`longrun-movers-${metric}-${data.asOf}`}
      definition={definition}
      controls={controls}
      table={tableOf(data, write, { t, unit, language, name })}
      note={<IgnoredFilters asked={asked} />}
    >
      {change === null ? (
        figure.value === null ? (
          <FigureState figure={figure} className="h-60" />
        ) : (
          <Notice look="dashed" title={t('noPrior')} className="h-60" />
        )
      ) : (
        <RankedChart
          rows={rows.slice(0, SHOWN)}
          unit={unit === 'ratio' ? 'points' : unit}
          label={title}
          mark="bar"
          leastSpan={leastSpan(figure)}
        />
      )}
    </ChartFrame>
  )
}

interface Words {
  t: (key: string) => string
  unit: Unit
  language: 'zh' | 'en'
  name: (part: Contribution) => string
}

function tableOf({ mover }: Overview, write: (value: number) => string, words: Words): TableData {
  const { t, unit, language, name } = words
  const value = (raw: number | null) => ({ text: formatValue(raw, unit, language), value: raw })
  const rows = (mover.change?.contributions ?? []).map((c) => ({
    id: c.key,
    cells: {
      label: name(c),
      before: value(c.before),
      now: value(c.now),
      contribution: { text: write(c.contribution), value: c.contribution },
    },
  }))
  const rest = mover.change?.rest ?? 0
  return {
    columns: [
      { id: 'label', title: t(mover.by), isPinned: true },
      { id: 'before', title: mover.earlier, isNumeric: true },
      { id: 'now', title: mover.now, isNumeric: true },
      { id: 'contribution', title: t('contribution'), isNumeric: true },
    ],
    rows,
    ...(Math.abs(rest) > 1e-9 && {
      total: { id: 'rest', cells: { label: t('rest'), contribution: { text: write(rest), value: rest } } },
    }),
  }
}
