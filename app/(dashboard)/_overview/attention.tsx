import { ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import type { Asked } from '../../../lib/filters/ask.ts'
import type { Selection } from '../../../lib/filters/selection.ts'
import { greatestPart, lowestGroup } from '../../../lib/metrics/shared/checkpoints.ts'
import { FEW } from '../../../lib/metrics/shared/figure.ts'
import { integer, percent } from '../../ui/figures/format.ts'
import type { Status } from '../../ui/figures/status.ts'
import { StatusBadge } from '../../ui/figures/status-badge.tsx'
import { languageOf } from '../../ui/i18n/language.ts'
import { addressOf, groupAddress } from '../../ui/shell/address.ts'
import { useGroupName } from '../../ui/shell/group-name.ts'
import { useReason } from '../../ui/states/figure-state.tsx'
import type { Overview } from './gather.ts'

interface Item {
  id: string
  /** Null: a fact without a goal. */
  status: Status | null
  text: string
  href: string
}

/** 需要留意: what cannot be judged and why, and where it is lowest. */
export function Attention({ data, selection }: { data: Overview; selection: Selection }) {
  const t = useTranslations('overview.attention')
  const items = useItems(data, selection)
  return (
    <section aria-label={t('title')} className="flex flex-col rounded-md border border-line bg-surface p-4">
      <h2 className="text-section font-strong">{t('title')}</h2>
      <p className="text-note text-ink-3">{t('subtitle')}</p>
      {items.length === 0 ? (
        <p className="pt-4 text-ink-3">{t('none')}</p>
      ) : (
        <ul className="mt-2 divide-y divide-line">
          {items.map((item) => (
            <li key={item.id} className="flex items-start gap-3 py-2.5">
              <span className="w-24 shrink-0">
                {item.status ? (
                  <StatusBadge status={item.status} />
                ) : (
                  <span className="text-note text-ink-3">{t('fact')}</span>
                )}
              </span>
              <Link
                href={item.href}
                prefetch={false}
                className="flex-1 decoration-line-strong underline-offset-4 hover:text-accent hover:underline"
              >
                {item.text}
              </Link>
              <ChevronRight size={16} aria-hidden="true" className="mt-0.5 shrink-0 text-ink-3" />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function useItems(data: Overview, selection: Selection): Item[] {
  const t = useTranslations('overview.attention')
  const language = languageOf(useLocale())
  const reason = useReason()
  const groupName = useGroupName()
  const checkpoints = addressOf('/checkpoints', selection)
  const items: Item[] = []
  const lowest = lowestGroup(data.retentionGroups.answer)
  if (lowest) {
    items.push({
      id: 'lowest',
      status: lowest.verdict === 'met' || lowest.verdict === 'met_point' ? lowest.verdict : 'not_met',
      text: t('lowest', {
        group: groupName(lowest),
        value: percent(lowest.value),
        numerator: integer(lowest.numerator),
        denominator: integer(lowest.denominator),
      }),
      href: addressOf('/retention', selection, { group: lowest.key }),
    })
  }
  const leaving = greatestPart(data.poolGroups.answer, 'leaveRate', FEW)
  if (leaving) {
    items.push({
      id: 'leaving',
      status: null,
      text: t('leaving', { group: groupName(leaving.group), value: percent(leaving.amount) }),
      href: groupAddress(leaving.group.key, selection),
    })
  }
  const silent = greatestPart(data.poolGroups.answer, 'silentShare', FEW)
  if (silent) {
    items.push({
      id: 'silent',
      status: null,
      text: t('silent', { group: groupName(silent.group), value: percent(silent.amount) }),
      href: groupAddress(silent.group.key, selection),
    })
  }
  const checks: Asked[] = [data.activity.asked, data.retention.asked, data.returnLift, data.referralLift, data.brand]
  for (const { definition, answer } of checks) {
    const { state, verdict } = answer.overall
    const title = definition.title[language]
    if (state !== 'ok') {
      items.push({
        id: definition.id,
        status: state,
        text: t('state', { title, reason: reason(answer.overall) }),
        href: state === 'not_covered' ? '/data' : checkpoints,
      })
    } else if (verdict === 'insufficient') {
      items.push({
        id: definition.id,
        status: 'insufficient',
        text: t('insufficient', { title }),
        href: checkpoints,
      })
    }
  }
  const young = (data.retention.asked.answer.groups ?? []).filter((g) => g.state === 'immature')
  const next = young[0]
  if (next?.maturesOn) {
    items.push({
      id: 'next',
      status: 'immature',
      text: t('next', { cohort: next.label, day: next.maturesOn, count: young.length }),
      href: checkpoints,
    })
  }
  for (const { channel, label, days, firstDay, lastDay } of data.costGaps) {
    const [first, last] = [firstDay.slice(0, 7), lastDay.slice(0, 7)]
    const months = first === last ? first : `${first} – ${last}`
    items.push({
      id: `cost-${channel}`,
      status: null,
      text: t('costGap', { channel: label, days, months }),
      href: addressOf('/channels', selection),
    })
  }
  return items
}
