'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import type { Yield } from '../../../lib/metrics/shared/spend/budget.ts'
import { perBudget, shift } from '../../../lib/metrics/shared/spend/shift.ts'
import { decimal, formatValue } from '../../ui/figures/format.ts'
import { languageOf } from '../../ui/i18n/language.ts'

export interface Mover extends Yield {
  key: string
  name: string
}

/** Half of what a channel spends at most: further from its own months no line holds. */
const MOST_SHARE = 0.5
const STEPS = 20
/** The unit of the yields in words: ten thousand yuan. */
const UNIT = 1_000_000

/** From which channel to which, and how much a month. */
export function WhatIfForm({ movers }: { movers: Mover[] }) {
  const t = useTranslations('channels.whatIf')
  const language = languageOf(useLocale())
  const [fromKey, setFrom] = useState(movers[0]?.key)
  const [toKey, setTo] = useState(movers[1]?.key)
  const [step, setStep] = useState(STEPS / 2)
  const slider = useId()
  const from = movers.find((m) => m.key === fromKey)
  const to = movers.find((m) => m.key === toKey)
  if (!from || !to) return null
  const amount = (from.mean * MOST_SHARE * step) / STEPS
  const money = (fen: number) => formatValue(fen, 'fen', language)
  const result = shift(from, to, amount)
  const isSame = from.key === to.key
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <div className="grid content-start gap-3">
        <div className="flex flex-wrap gap-3">
          <Choice label={t('from')} movers={movers} value={from.key} onChange={setFrom} />
          <Choice label={t('to')} movers={movers} value={to.key} onChange={setTo} />
        </div>
        <label htmlFor={slider} className="text-note text-ink-3">
          {t('amount', { amount: money(amount), mean: money(from.mean), from: from.name })}
        </label>
        <input
          id={slider}
          type="range"
          min={0}
          max={STEPS}
          value={step}
          aria-valuetext={money(amount)}
          onChange={(event) => setStep(Number(event.target.value))}
          className="w-full max-w-120 accent-accent"
        />
        <ul className="grid gap-1 text-note text-ink-2">
          {[from, to].map((mover) => (
            <li key={mover.key}>{yieldText(mover, t, money)}</li>
          ))}
        </ul>
      </div>
      <output htmlFor={slider} className="block rounded-md border border-line bg-sunken p-4">
        {isSame ? (
          <span className="text-ink-2">{t('same')}</span>
        ) : (
          <>
            <span className="block text-note text-ink-3">{t('expected')}</span>
            <span className="block text-figure font-strong">{signed(result.value)}</span>
            <span className="block text-ink-2">
              {t('range', { low: signed(result.low), high: signed(result.high) })}
            </span>
            <span className="mt-1 block font-strong">{t(verdictOf(result))}</span>
            <span className="mt-1 block text-note text-ink-3">
              {t('atAverage', { value: signed(result.atAverage) })}
            </span>
            {result.isBeyond && <span className="mt-1 block text-note text-warn">{t('beyond')}</span>}
          </>
        )}
      </output>
    </div>
  )
}

function verdictOf({ low, high }: { low: number; high: number }): 'more' | 'fewer' | 'unclear' {
  if (low > 0) return 'more'
  return high < 0 ? 'fewer' : 'unclear'
}

function signed(value: number): string {
  return value > 0 ? `+${decimal(value, 1)}` : decimal(value, 1)
}

type T = ReturnType<typeof useTranslations<'channels.whatIf'>>

/** What one more ten thousand yuan brought in this channel, and what that makes a new patient cost. */
function yieldText(mover: Mover, t: T, money: (fen: number) => string): string {
  const { more, low, high, cost, costHigh } = perBudget(mover, UNIT)
  const slope = t('yield', {
    channel: mover.name,
    months: mover.months,
    more: decimal(more, 1),
    low: decimal(low, 1),
    high: decimal(high, 1),
  })
  if (cost === null) return `${slope}${t('noEffect')}`
  return `${slope}${costHigh === null ? t('marginalOpen', { cost: money(cost) }) : t('marginal', { cost: money(cost), high: money(costHigh) })}`
}

interface ChoiceProps {
  label: string
  movers: Mover[]
  value: string
  onChange: (key: string) => void
}

function Choice({ label, movers, value, onChange }: ChoiceProps) {
  const id = useId()
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-note text-ink-3">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="h-8 rounded-md border border-line-strong bg-surface px-2"
      >
        {movers.map((mover) => (
          <option key={mover.key} value={mover.key}>
            {mover.name}
          </option>
        ))}
      </select>
    </div>
  )
}
