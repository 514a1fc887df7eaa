import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Figure } from '../../../lib/metrics/metric.ts'
import { incrementalIn } from '../../../lib/metrics/shared/channels.ts'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { DefinitionLink } from '../../ui/figures/definition.tsx'
import { percent } from '../../ui/figures/format.ts'
import { type ChannelWords, useChannelWords } from './channel-words.ts'
import type { ChannelsPage } from './gather.ts'
import { MoneyChart } from './money-chart.tsx'

const LOOK = {
  gain: { glyph: '✓', text: 'text-good' },
  loss: { glyph: '✕', text: 'text-bad' },
  unproven: { glyph: '○', text: 'text-ink' },
} as const

/** What came back for the money: the increment first, then net, then the gross multiple as the articles reckon it. */
export function RoiStack({ data }: { data: ChannelsPage }) {
  const t = useTranslations('channels')
  const words = useChannelWords()
  const figure = data.roi.answer.overall
  return (
    <div className="grid grid-cols-1 gap-4 xl:grid-cols-[2fr_3fr]">
      <div className="grid gap-4 sm:grid-cols-3 xl:grid-cols-1">
        <IncrementalCard figure={figure} words={words}>
          <DefinitionLink definition={data.roi.definition} />
        </IncrementalCard>
        <Card
          title={t('roi.net')}
          value={figure.value === null ? null : percent(figure.value)}
          why={words.costReason(figure)}
          note={t(data.benefits === 'on' ? 'roi.netWith' : 'roi.netText', { margin: data.margin })}
        />
        <Card
          title={t('roi.gross')}
          value={partOf(figure, 'gross') === null ? null : words.times(partOf(figure, 'gross'))}
          why={words.costReason(figure)}
          note={`${t('roi.grossText', { margin: data.margin })}${originalText(figure, t, words)}`}
        />
      </div>
      <MoneyChart data={data} />
    </div>
  )
}

type T = ReturnType<typeof useTranslations<'channels'>>

/** The multiple of the original articles, where benefits are known: gross revenue with them in. */
function originalText(figure: Figure, t: T, words: ChannelWords): string {
  const original = partOf(figure, 'original')
  return original === null ? '' : t('roi.original', { value: words.times(original) })
}

interface CardProps {
  title: string
  value: string | null
  why: string
  note: string
}

function Card({ title, value, why, note }: CardProps) {
  return (
    <section aria-label={title} className="flex min-w-0 flex-col gap-1 rounded-md border border-line bg-surface p-4">
      <h2 className="font-strong text-ink-2">{title}</h2>
      {value === null ? (
        <p className="flex min-h-9 items-center text-note text-ink-2">{why}</p>
      ) : (
        <p className="text-figure font-strong whitespace-nowrap">{value}</p>
      )}
      <p className="text-note text-ink-2">{note}</p>
    </section>
  )
}

interface IncrementalProps {
  figure: Figure
  words: ChannelWords
  children: ReactNode
}

/** The headline. Green only where the lift is proven and the whole interval is above zero. */
function IncrementalCard({ figure, words, children }: IncrementalProps) {
  const t = useTranslations('channels')
  const found = incrementalIn(figure)
  const look = LOOK[found.certainty]
  const title = t('roi.incremental')
  return (
    <section
      aria-label={title}
      className="flex min-w-0 flex-col gap-1 rounded-md border border-line-strong bg-surface p-4"
    >
      <h2 className="font-strong text-ink-2">{title}</h2>
      {found.value === null ? (
        <p className="flex min-h-9 items-center text-note text-ink-2">
          {figure.state === 'not_covered' ? words.costReason(figure) : t('noLift')}
        </p>
      ) : (
        <>
          <p className={`text-figure font-strong whitespace-nowrap ${look.text}`}>{percent(found.value)}</p>
          <p className="text-note text-ink-2">
            {t('interval', { interval: words.between(found.low, found.high) })} · {look.glyph}{' '}
            {t(`certainty.${found.certainty}`)}
          </p>
        </>
      )}
      <p className="text-note text-ink-3">
        {t('roi.incrementalText')} {children}
      </p>
    </section>
  )
}
