import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import type { Asked } from '../../../lib/filters/ask.ts'
import { greatestPart, lowestGroup } from '../../../lib/metrics/shared/checkpoints.ts'
import { FEW } from '../../../lib/metrics/shared/figure.ts'
import { integer, percent } from '../../ui/figures/format.ts'
import type { Status } from '../../ui/figures/status.ts'
import { StatusBadge } from '../../ui/figures/status-badge.tsx'
import { languageOf } from '../../ui/i18n/language.ts'
import { useReason } from '../../ui/states/figure-state.tsx'
import type { Overview } from './gather.ts'

interface Item {
  id: string
  /** Null: a fact without a goal. */
  status: Status | null
  text: string
  href?: string
}

/** 需要留意: what cannot be judged and why, and where it is lowest. */
export function Attention({ data }: { data: Overview }) {
  const t = useTranslations('overview.attention')
  const items = useItems(data)
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
              {item.href ? (
                <Link href={item.href} prefetch={false} className="hover:text-accent">
                  {item.text}
                </Link>
              ) : (
                <span>{item.text}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function useItems(data: Overview): Item[] {
  const t = useTranslations('overview.attention')
  const language = languageOf(useLocale())
  const reason = useReason()
  const items: Item[] = []
  const lowest = lowestGroup(data.retentionGroups.answer)
  if (lowest) {
    items.push({
      id: 'lowest',
      status: lowest.verdict === 'met' || lowest.verdict === 'met_point' ? lowest.verdict : 'not_met',
      text: t('lowest', {
        group: lowest.label,
        value: percent(lowest.value),
        numerator: integer(lowest.numerator),
        denominator: integer(lowest.denominator),
      }),
      href: `/retention?group=${encodeURIComponent(lowest.key)}`,
    })
  }
  const leaving = greatestPart(data.poolGroups.answer, 'leaveRate', FEW)
  if (leaving) {
    items.push({
      id: 'leaving',
      status: null,
      text: t('leaving', { group: leaving.group.label, value: percent(leaving.amount) }),
      href: `/activity?group=${encodeURIComponent(leaving.group.key)}`,
    })
  }
  const silent = greatestPart(data.poolGroups.answer, 'silentShare', FEW)
  if (silent) {
    items.push({
      id: 'silent',
      status: null,
      text: t('silent', { group: silent.group.label, value: percent(silent.amount) }),
      href: `/activity?group=${encodeURIComponent(silent.group.key)}`,
    })
  }
  const checks: Asked[] = [data.activity.asked, data.retention.asked, data.returnLift, data.referralLift, data.brand]
  for (const { definition, answer } of checks) {
    const { state, verdict } = answer.overall
    const title = definition.title[language]
    if (state !== 'ok') {
      items.push({ id: definition.id, status: state, text: t('state', { title, reason: reason(answer.overall) }) })
    } else if (verdict === 'insufficient') {
      items.push({
        id: definition.id,
        status: 'insufficient',
        text: t('insufficient', { title }),
        href: '/checkpoints',
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
      href: '/checkpoints',
    })
  }
  return items
}
