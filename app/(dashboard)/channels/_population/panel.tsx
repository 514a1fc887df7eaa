import { useLocale, useTranslations } from 'next-intl'
import { channelRows, worthIn } from '../../../../lib/metrics/shared/channels.ts'
import { partOf } from '../../../../lib/metrics/shared/highlights.ts'
import { ChartFrame } from '../../../ui/charts/frame.tsx'
import { useDefinitionText } from '../../../ui/figures/definition.tsx'
import { useFigureWords } from '../../../ui/figures/figure-words.ts'
import { formatValue, type Unit } from '../../../ui/figures/format.ts'
import { languageOf } from '../../../ui/i18n/language.ts'
import { Switch } from '../../../ui/shell/switch.tsx'
import { Notice } from '../../../ui/states/notice.tsx'
import type { Cell, TableRow } from '../../../ui/table/model.ts'
import { answersOf } from '../channel-table.tsx'
import { useChannelWords } from '../channel-words.ts'
import type { ChannelsPage } from '../gather.ts'
import { HORIZONS, PERIODS } from '../settings.ts'
import type { Populations, Sides } from './gather.ts'

/** Of the months of the page, by their part of the revenue answer. */
const MONEY: { name: string; unit: Unit }[] = [
  { name: 'people', unit: 'people' },
  { name: 'visits', unit: 'events' },
  { name: 'returnVisitRate', unit: 'ratio' },
  { name: 'arpu', unit: 'fen' },
  { name: 'perVisit', unit: 'fen' },
]
/** What a join has to come before, so that others have none of it. */
const OF_JOINS = [
  'cac',
  'perJoin',
  'net',
  'gross',
  'incremental',
  'payback',
  'retention',
  'conversion',
  'match',
] as const
type OfJoins = (typeof OF_JOINS)[number]

interface PopulationPanelProps {
  populations: Populations
  /** Figures of the members; null where only the others are asked for. */
  members: ChannelsPage | null
}

/** 非社群, beside 社群 or alone: what is defined for them, and of the rest why it is not. Not matched: no verdict. */
export function PopulationPanel({ populations, members }: PopulationPanelProps) {
  const t = useTranslations('compare')
  if (populations === 'filtered') return <Notice look="dashed" title={t('filtered')} />
  return <Panel sides={populations} members={members} />
}

function Panel({ sides, members }: { sides: Sides; members: ChannelsPage | null }) {
  const t = useTranslations('channels.population')
  const c = useTranslations('compare')
  const p = useTranslations('channels.period')
  const { revenue } = sides.others
  const rows = useRows(sides, useOfJoins(members))
  return (
    <ChartFrame
      title={members ? c('title') : t('title')}
      subtitle={
        <>
          {t('subtitle', { ...sides.span })} · <span className="text-warn">{c('note')}</span>
        </>
      }
      definition={useDefinitionText(revenue.definition)}
      fileName={`longrun-channels-others-${sides.asOf}`}
      controls={
        !members && (
          <Switch
            name="period"
            label={p('label')}
            isLabelShown
            current={sides.period}
            options={PERIODS.map((value) => ({ value, label: p(value) }))}
          />
        )
      }
      table={{
        columns: [
          { id: 'figure', title: c('figure'), isPinned: true },
          ...(members ? [{ id: 'community', title: c('community'), isNumeric: true }] : []),
          { id: 'others', title: c('others'), isNumeric: true },
          { id: 'why', title: t('why'), isHiddenOnPhones: true },
        ],
        rows,
      }}
      isTableOnly
      tableHeight="max-h-[800px]"
      note={t('ltvNote')}
    />
  )
}

function useRows({ members, others }: Sides, ofJoins: Partial<Record<OfJoins, Cell>>): TableRow[] {
  const t = useTranslations('channels.population')
  const c = useTranslations('compare')
  const columns = useTranslations('channels.columns')
  const words = useFigureWords()
  const language = languageOf(useLocale())
  const written = (value: number | null, unit: Unit) => ({ text: formatValue(value, unit, language), value })
  const row = (id: string, figure: string, community: Cell, other: Cell, why: string) => ({
    ...{ id, cells: { figure: { text: figure, reason: why }, community, others: other, why } },
  })
  const [ours, theirs] = [members.revenue.answer.overall, others.revenue.answer.overall]
  const none = { text: t('none'), value: null, tone: 'muted' as const }
  return [
    row('revenue', t('revenue'), words.cell(ours, 'fen'), words.cell(theirs, 'fen'), t('since')),
    ...MONEY.map(({ name, unit }) =>
      row(name, c(name), written(partOf(ours, name), unit), written(partOf(theirs, name), unit), t('since')),
    ),
    ...HORIZONS.toSorted((a, b) => Number(a) - Number(b)).map((days) => {
      const [own, other] = [members.ltv[days].answer.overall, others.ltv[days].answer.overall]
      const cell = (figure: typeof own) => words.cell(figure, 'fen', { hasInterval: true })
      return row(`ltv${days}`, `LTV${days}`, cell(own), cell(other), t('fromVisit'))
    }),
    ...OF_JOINS.map((id) =>
      row(id, columns(id), ofJoins[id] ?? '', { ...none, reason: t(`reasons.${id}`) }, t(`reasons.${id}`)),
    ),
  ]
}

/** The members' figures that others have none of, as the channel table writes their total. */
function useOfJoins(members: ChannelsPage | null): Partial<Record<OfJoins, Cell>> {
  const words = useChannelWords()
  const figures = useFigureWords()
  if (!members) return {}
  const { total } = channelRows(answersOf(members))
  return {
    cac: words.cac(total),
    perJoin: words.perJoin(total, worthIn(total.roi).cac),
    net: words.roi(total, 'net'),
    gross: words.roi(total, 'gross'),
    incremental: words.incremental(total),
    payback: words.payback(total),
    retention: figures.cell(total.retention, 'ratio'),
    conversion: figures.cell(total.conversion, 'ratio'),
    match: figures.cell(total.match, 'ratio'),
  }
}
