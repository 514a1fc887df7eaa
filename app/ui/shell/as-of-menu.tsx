'use client'

import { CalendarDays, ChevronDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { OnDemandPopover } from './on-demand-popover.tsx'

interface AsOfMenuProps {
  asOf: string
  dataThrough: string
  /** Recent month ends, newest first. */
  monthEnds: string[]
  onChange: (day: string | null) => void
}

/** The day on which everything is judged: the last loaded one, a month end, or any day before. */
export function AsOfMenu({ asOf, dataThrough, monthEnds, onChange }: AsOfMenuProps) {
  const t = useTranslations('filters')
  return (
    <OnDemandPopover
      trigger={
        <>
          <CalendarDays size={14} aria-hidden="true" />
          {t('asOf')} <span className="font-strong">{asOf}</span>
          <ChevronDown size={14} aria-hidden="true" />
        </>
      }
      triggerClass={`flex h-8 shrink-0 items-center gap-1 rounded-md border px-2 whitespace-nowrap hover:border-accent ${
        asOf === dataThrough ? 'border-transparent text-ink-2' : 'border-accent bg-accent-weak text-accent'
      }`}
      label={t('asOf')}
      popupClass="w-60 rounded-md border border-line-strong bg-surface p-2 shadow-pop outline-none"
      align="end"
    >
      {() => (
        <>
          <label className="flex flex-col gap-1 px-2 pb-2 text-note text-ink-3">
            {t('asOfAny')}
            <input
              type="date"
              value={asOf}
              max={dataThrough}
              onChange={(e) => e.target.value && onChange(e.target.value)}
              className="h-8 rounded border border-line-strong bg-surface px-2 text-body text-ink"
            />
          </label>
          <ul className="max-h-64 overflow-y-auto border-t border-line pt-1">
            <Day
              day={dataThrough}
              label={t('asOfLast')}
              isChosen={asOf === dataThrough}
              onPick={() => onChange(null)}
            />
            {monthEnds
              .filter((d) => d < dataThrough)
              .map((d) => (
                <Day key={d} day={d} isChosen={d === asOf} onPick={() => onChange(d)} />
              ))}
          </ul>
        </>
      )}
    </OnDemandPopover>
  )
}

function Day({ day, label, isChosen, onPick }: { day: string; label?: string; isChosen: boolean; onPick: () => void }) {
  return (
    <li>
      <button
        type="button"
        onClick={onPick}
        aria-pressed={isChosen}
        className={`flex h-8 w-full items-center justify-between rounded px-2 hover:bg-sunken ${isChosen ? 'font-strong text-accent' : ''}`}
      >
        {day}
        {label && <span className="text-note text-ink-3">{label}</span>}
      </button>
    </li>
  )
}
