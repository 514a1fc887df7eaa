'use client'

import { parseAsString, useQueryState } from 'nuqs'
import { useId, useState } from 'react'
import { usePending } from '../../ui/shell/pending.tsx'

interface MarginFieldProps {
  margin: string
  label: string
  help: string
}

/** Margin as a share from 0 to 1; taken over on Enter or when the field is left. */
export function MarginField({ margin, label, help }: MarginFieldProps) {
  const { startTransition } = usePending()
  const [, setMargin] = useQueryState('margin', parseAsString.withOptions({ shallow: false, startTransition }))
  const [text, setText] = useState(margin)
  const id = useId()
  const isWrong = !/^(0(\.\d{1,4})?|1(\.0{1,4})?)$/.test(text)
  const take = () => {
    if (isWrong) setText(margin)
    else if (Number(text) !== Number(margin)) void setMargin(Number(text) === 1 ? null : String(Number(text)))
  }
  return (
    <div className="flex items-center gap-2">
      <label htmlFor={id} className="text-note text-ink-3" title={help}>
        {label}
      </label>
      <input
        id={id}
        inputMode="decimal"
        value={text}
        aria-invalid={isWrong}
        title={help}
        onChange={(event) => setText(event.target.value.trim())}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take()
        }}
        className={`h-7 w-16 rounded-md border bg-surface px-2 text-note ${isWrong ? 'border-bad' : 'border-line-strong'}`}
      />
    </div>
  )
}
