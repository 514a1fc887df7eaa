'use client'

import { parseAsString, useQueryStates } from 'nuqs'
import { usePending } from '../../ui/shell/pending.tsx'

interface MonthMenuProps {
  label: string
  current: string
  /** Newest first. */
  months: { month: string; asOf: string; label: string }[]
}

/** Chooses the month by its last day, so that other pages stand on the same day. */
export function MonthMenu({ label, current, months }: MonthMenuProps) {
  const { startTransition } = usePending()
  const [, set] = useQueryStates({ asOf: parseAsString, show: parseAsString }, { shallow: false, startTransition })
  return (
    <label className="flex items-center gap-2 text-note text-ink-3">
      {label}
      <select
        value={current}
        onChange={(event) => {
          const chosen = months.find(({ month }) => month === event.target.value)
          if (chosen) void set({ asOf: chosen.asOf, show: null })
        }}
        className="h-8 rounded-md border border-line-strong bg-surface px-2 text-body text-ink"
      >
        {months.map(({ month, label: name }) => (
          <option key={month} value={month}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
