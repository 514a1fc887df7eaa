import { useTranslations } from 'next-intl'
import { channelRows, monthlyIn } from '../../../lib/metrics/shared/channels.ts'
import { MONTHS_NEEDED, yieldOf } from '../../../lib/metrics/shared/spend/budget.ts'
import { answersOf } from './channel-table.tsx'
import { useChannelWords } from './channel-words.ts'
import type { ChannelsPage } from './gather.ts'
import { type Mover, WhatIfForm } from './what-if-form.tsx'

/** What moving a budget might change, from the channels' own months; with its assumption, or why it cannot be said. */
export function WhatIf({ data }: { data: ChannelsPage }) {
  const t = useTranslations('channels')
  const words = useChannelWords()
  const { rows } = channelRows(answersOf(data))
  const found = rows.map((row) => ({ row, result: yieldOf(monthlyIn(row.cac)) }))
  const movers = found.flatMap(({ row, result }): Mover[] =>
    typeof result === 'string' ? [] : [{ key: row.key, name: words.name(row), ...result }],
  )
  const refused = found.flatMap(({ row, result }) =>
    typeof result === 'string' && row.key !== 'unknown'
      ? [t('whatIf.refused', { channel: words.name(row), why: t(`whatIf.${result}`, { months: MONTHS_NEEDED }) })]
      : [],
  )
  return (
    <section aria-label={t('whatIf.title')} className="min-w-0 rounded-md border border-line bg-surface p-4">
      <h2 className="text-section font-strong">{t('whatIf.title')}</h2>
      <p className="pb-3 text-note text-ink-3">{t('whatIf.subtitle')}</p>
      {movers.length < 2 ? (
        <p className="text-ink-2">{t('whatIf.tooFew')}</p>
      ) : (
        <WhatIfForm key={movers.map((m) => m.key).join()} movers={movers} />
      )}
      {refused.length > 0 && <p className="mt-3 text-note text-ink-3">{refused.join(t('comma'))}</p>}
      <p className="mt-1 text-note leading-5 text-ink-3">{t('whatIf.assumption')}</p>
    </section>
  )
}
