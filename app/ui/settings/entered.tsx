import { useTranslations } from 'next-intl'
import { yuanOf } from '../../../lib/app-state/cost-entry.ts'
import { type Entered, statusOf } from '../../../lib/app-state/costs.ts'
import type { Option } from '../../../lib/filters/options.ts'
import { valueLabel } from '../shell/option-labels.ts'
import { EnteredPanel, type EnteredRow } from './entered-panel.tsx'

interface EnteredCostsProps {
  entered: Entered
  /** Snapshot that the page shows. */
  snapshot: string
  channels: Option[]
  groups: Option[]
  /** The month that a new row is most likely of. */
  month: string
  /** For an account that may not change them. */
  isReadOnly: boolean
}

/** Costs and benefits that no file has: entered here, counted from the next load on. */
export function EnteredCosts({ entered, snapshot, channels, groups, month, isReadOnly }: EnteredCostsProps) {
  const t = useTranslations('channels.entered')
  const v = useTranslations('values')
  const named = (options: Option[]) => options.map((o) => ({ value: o.value, label: valueLabel(v, o.label) }))
  return (
    <section aria-label={t('title')} className="min-w-0 rounded-md border border-line bg-surface p-4">
      <h2 className="text-section font-strong">{t('title')}</h2>
      <p className="max-w-prose pb-3 text-note leading-5 text-ink-3">{t('subtitle')}</p>
      <EnteredPanel
        rows={rowsOf(entered, snapshot)}
        channels={named(channels.filter((o) => o.value !== 'unknown'))}
        groups={named(groups)}
        month={month}
        isReadOnly={isReadOnly}
      />
    </section>
  )
}

/** Both kinds in one list, the newest month first; what no figure holds any more is left out. */
function rowsOf({ costs, benefits }: Entered, snapshot: string): EnteredRow[] {
  const common = (row: Entered['costs'][number] | Entered['benefits'][number]) => ({
    ...{ id: row.id, month: row.month, amount: yuanOf(row.amountFen), fen: row.amountFen },
    ...{ by: row.changedBy, status: statusOf(row, snapshot) },
  })
  const all = [
    ...costs.map((row) => ({
      ...{ kind: 'cost' as const, ...common(row), category: row.category, channel: row.channel ?? '' },
      ...{ group: row.group ?? '', text: row.item ?? '' },
    })),
    ...benefits.map((row) => ({
      ...{ kind: 'benefit' as const, ...common(row), category: '', channel: '', group: '' },
      ...{ text: row.name, assumption: row.assumption },
    })),
  ]
  return all
    .flatMap((row) => (row.status === null ? [] : [{ ...row, status: row.status }]))
    .sort((a, b) => b.month.localeCompare(a.month) || a.kind.localeCompare(b.kind))
}
