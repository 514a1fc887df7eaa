'use client'

import { parseAsString, useQueryState } from 'nuqs'
import { usePending } from '../../ui/shell/pending.tsx'

interface PickerProps {
  label: string
  options: { value: string; label: string }[]
  chosen: string[]
  most: number
}

/** Which channels stand side by side; the choice is in the address. */
export function ChannelPicker({ label, options, chosen, most }: PickerProps) {
  const { startTransition } = usePending()
  const [, setChosen] = useQueryState('compare', parseAsString.withOptions({ shallow: false, startTransition }))
  const toggle = (value: string) => {
    const next = chosen.includes(value) ? chosen.filter((c) => c !== value) : [...chosen, value]
    void setChosen(next.join(','))
  }
  return (
    <fieldset aria-label={label} className="flex flex-wrap gap-2">
      {options.map(({ value, label: name }) => {
        const isChosen = chosen.includes(value)
        return (
          <button
            key={value}
            type="button"
            aria-pressed={isChosen}
            disabled={!isChosen && chosen.length >= most}
            onClick={() => toggle(value)}
            className={`h-7 rounded-md border px-2.5 text-note whitespace-nowrap disabled:opacity-50 ${
              isChosen
                ? 'border-accent bg-accent-weak font-strong text-accent'
                : 'border-line-strong text-ink-2 hover:bg-sunken'
            }`}
          >
            {isChosen ? '✓ ' : ''}
            {name}
          </button>
        )
      })}
    </fieldset>
  )
}
