'use client'

import { useTranslations } from 'next-intl'
import { parseAsString, useQueryStates } from 'nuqs'
import { usePending } from '../../ui/shell/pending.tsx'

interface JoinPeriodProps {
  from: string
  to: string
  asOf: string
  presets: { months: number; from: string }[]
}

const FIELD = 'h-8 min-w-0 rounded-md border border-line-strong bg-surface px-2 text-note text-ink'

/** Days of the first join that are looked at; all of them unless chosen. In the address as `from` and `to`. */
export function JoinPeriod({ from, to, asOf, presets }: JoinPeriodProps) {
  const t = useTranslations('funnel.period')
  const { startTransition } = usePending()
  const [, setPeriod] = useQueryStates({ from: parseAsString, to: parseAsString }, { shallow: false, startTransition })
  const choices = [
    { label: t('all'), from: null, isChosen: from === '' && to === '' },
    ...presets.map((preset) => ({
      label: t('months', { months: preset.months }),
      from: preset.from,
      isChosen: from === preset.from && to === '',
    })),
  ]
  return (
    <div className="flex flex-wrap items-center gap-2">
      <fieldset
        aria-label={t('label')}
        className="flex max-w-full min-w-0 items-center overflow-x-auto rounded-md border border-line-strong"
      >
        {choices.map((choice) => (
          <button
            key={choice.label}
            type="button"
            aria-pressed={choice.isChosen}
            onClick={() => setPeriod({ from: choice.from, to: null })}
            className={`h-7 border-line-strong px-2.5 text-note whitespace-nowrap not-first:border-l ${
              choice.isChosen ? 'bg-accent-weak font-strong text-accent' : 'text-ink-2 hover:bg-sunken'
            }`}
          >
            {choice.label}
          </button>
        ))}
      </fieldset>
      <span className="flex items-center gap-1 text-note text-ink-3">
        <input
          type="date"
          aria-label={t('from')}
          value={from}
          max={to || asOf}
          onChange={(e) => setPeriod({ from: e.target.value || null })}
          className={FIELD}
        />
        –
        <input
          type="date"
          aria-label={t('to')}
          value={to}
          min={from}
          max={asOf}
          onChange={(e) => setPeriod({ to: e.target.value || null })}
          className={FIELD}
        />
      </span>
    </div>
  )
}
