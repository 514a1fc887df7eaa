'use client'

import { Popover } from '@base-ui/react/popover'
import { OnDemandPopover } from '../shell/on-demand-popover.tsx'

export interface DefinitionText {
  title: string
  question: string
  /** Label and text, in order. */
  rows: { label: string; text: string }[]
}

/** 口径: what a figure means, one click away. */
export function DefinitionPopover({ label, definition }: { label: string; definition: DefinitionText }) {
  return (
    <OnDemandPopover
      trigger={label}
      triggerClass="rounded text-note text-ink-3 underline decoration-dotted underline-offset-2 hover:text-accent"
      triggerLabel={`${label}: ${definition.title}`}
      popupClass="max-h-[70vh] w-96 max-w-[calc(100vw-24px)] overflow-y-auto rounded-md border border-line-strong bg-surface p-4 shadow-pop outline-none"
      sideOffset={6}
      collisionPadding={12}
    >
      {() => (
        <>
          <Popover.Title className="text-section font-strong">{definition.title}</Popover.Title>
          <Popover.Description className="mt-1 text-ink-2">{definition.question}</Popover.Description>
          <dl className="mt-3 grid gap-2">
            {definition.rows.map((row) => (
              <div key={row.label}>
                <dt className="text-note text-ink-3">{row.label}</dt>
                <dd className="text-note leading-5 text-ink-2">{row.text}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </OnDemandPopover>
  )
}
