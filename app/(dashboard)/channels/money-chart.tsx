import { useLocale, useTranslations } from 'next-intl'
import { incrementalIn } from '../../../lib/metrics/shared/channels.ts'
import { partOf, recordsOf } from '../../../lib/metrics/shared/highlights.ts'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { RankedChart, type RankedRow } from '../../ui/charts/ranked-chart.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import { languageOf } from '../../ui/i18n/language.ts'
import { Switch } from '../../ui/shell/switch.tsx'
import { Notice } from '../../ui/states/notice.tsx'
import { type ChannelWords, useChannelWords } from './channel-words.ts'
import type { ChannelsPage } from './gather.ts'
import { BENEFITS } from './settings.ts'

type T = ReturnType<typeof useTranslations<'channels'>>

/** The same in money: cost, what came back, the part that is only assumed, the part that the lift explains. */
export function MoneyChart({ data }: { data: ChannelsPage }) {
  const words = useChannelWords()
  const t = useTranslations('channels')
  const figure = data.roi.answer.overall
  const cac = data.cac.answer.overall
  const gain = incrementalIn(figure, 'incrementalGain')
  const bars: (Pick<RankedRow, 'id' | 'value' | 'low' | 'high' | 'colour' | 'isWeak'> & { text?: string })[] = [
    { id: 'media', value: partOf(cac, 'media'), colour: 'var(--c2)' },
    { id: 'direct', value: partOf(cac, 'direct'), colour: 'var(--c2)' },
    { id: 'shared', value: partOf(cac, 'shared'), colour: 'var(--c2)' },
    { id: 'earned', value: partOf(figure, 'earned'), colour: 'var(--c1)' },
    ...(data.benefits === 'on' ? [{ id: 'indirect', value: partOf(figure, 'indirect'), isWeak: true }] : []),
    {
      id: 'gain',
      value: gain.value,
      low: gain.low,
      high: gain.high,
      colour: 'var(--accent)',
      isWeak: gain.certainty !== 'gain',
    },
  ]
  const rows = bars.map((bar): RankedRow => {
    const text = bar.value === null ? t(bar.id === 'media' ? 'noCost' : 'none') : words.money(bar.value)
    return {
      ...bar,
      label: t(`money.${bar.id}`),
      text,
      tip: { title: `${t(`money.${bar.id}`)} ${text}`, lines: [t(`money.help.${bar.id}`), ...limits(bar, words, t)] },
    }
  })
  return (
    <ChartFrame
      title={t('money.title')}
      subtitle={t('money.subtitle', { ...data.span })}
      definition={useDefinitionText(data.roi.definition)}
      fileName={`longrun-roi-${data.asOf}`}
      controls={
        <Switch
          name="benefits"
          label={t('benefits.label')}
          isLabelShown
          current={data.benefits}
          options={BENEFITS.map((value) => ({ value, label: t(`benefits.${value}`) }))}
        />
      }
      table={{
        columns: [
          { id: 'item', title: t('money.item'), isPinned: true },
          { id: 'value', title: t('money.yuan'), isNumeric: true },
          { id: 'low', title: t('money.low'), isNumeric: true },
          { id: 'high', title: t('money.high'), isNumeric: true },
        ],
        rows: rows.map((row) => ({
          id: row.id,
          cells: {
            item: row.label,
            value: yuan(row.value, words),
            low: yuan(row.low, words),
            high: yuan(row.high, words),
          },
        })),
      }}
      note={
        <>
          <Claims data={data} words={words} /> <IgnoredFilters asked={data.roi} />
        </>
      }
    >
      {figure.state === 'not_covered' && figure.missing !== 'marketing/channel_daily' ? (
        <Notice look="dashed" title={t('noCost')}>
          {words.costReason(figure)}
        </Notice>
      ) : (
        <RankedChart
          rows={rows}
          unit="fen"
          mark="bar"
          label={rows.map((row) => `${row.label} ${row.text}`).join(', ')}
        />
      )}
    </ChartFrame>
  )
}

function limits({ low, high }: Pick<RankedRow, 'low' | 'high'>, words: ChannelWords, t: T): string[] {
  return typeof low === 'number' && typeof high === 'number'
    ? [t('interval', { interval: `${words.money(low)} – ${words.money(high)}` })]
    : []
}

function yuan(fen: number | null | undefined, words: ChannelWords) {
  return typeof fen === 'number' ? { text: words.money(fen), value: fen } : { text: '—', value: null }
}

/** Each benefit with its assumption, whether it counts or not. */
function Claims({ data, words }: { data: ChannelsPage; words: ChannelWords }) {
  const t = useTranslations('channels')
  const language = languageOf(useLocale())
  const claims = recordsOf(data.roi.answer.overall, 'claims')
  if (claims.length === 0) return t('benefits.nothing')
  if (data.roi.answer.overall.notes.includes('benefits-not-split')) return t('benefits.notSplit')
  const list = claims.map((claim) =>
    t('benefits.claim', {
      name: String(claim.name),
      amount: words.money(Number(claim.amount)),
      assumption: String(claim.assumption),
    }),
  )
  return `${t(`benefits.${data.benefits}Text`)} ${list.join(language === 'zh' ? '；' : '; ')}`
}
