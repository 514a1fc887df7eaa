'use client'

import { parseAsString, useQueryState } from 'nuqs'
import { usePending } from './pending.tsx'

interface SwitchProps {
  /** Name in the address. */
  name: string
  label: string
  options: readonly { value: string; label: string }[]
  current: string
  isLabelShown?: boolean
}

/** A few choices side by side; the chosen one is in the address. */
export function Switch({ name, label, options, current, isLabelShown = false }: SwitchProps) {
  const { startTransition } = usePending()
  const [, setValue] = useQueryState(name, parseAsString.withOptions({ shallow: false, startTransition }))
  return (
    <div className="flex max-w-full min-w-0 items-center gap-2">
      {isLabelShown && <span className="shrink-0 text-note text-ink-3">{label}</span>}
      <fieldset
        aria-label={label}
        className="flex max-w-full min-w-0 overflow-x-auto rounded-md border border-line-strong"
      >
        {options.map((option, i) => (
          <button
            key={option.value}
            type="button"
            aria-pressed={option.value === current}
            onClick={() => setValue(i === 0 ? null : option.value)}
            className={`h-7 border-line-strong px-2.5 text-note whitespace-nowrap not-first:border-l ${
              option.value === current ? 'bg-accent-weak font-strong text-accent' : 'text-ink-2 hover:bg-sunken'
            }`}
          >
            {option.label}
          </button>
        ))}
      </fieldset>
    </div>
  )
}
