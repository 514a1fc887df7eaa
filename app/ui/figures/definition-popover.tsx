'use client'

import { Popover } from '@base-ui/react/popover'

export interface DefinitionText {
  title: string
  question: string
  /** Label and text, in order. */
  rows: { label: string; text: string }[]
}

/** 口径: what a figure means, one click away. */
export function DefinitionPopover({ label, definition }: { label: string; definition: DefinitionText }) {
  return (
    <Popover.Root>
      <Popover.Trigger
        className="rounded text-note text-ink-3 underline decoration-dotted underline-offset-2 hover:text-accent"
        aria-label={`${label}: ${definition.title}`}
      >
        {label}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} collisionPadding={12} className="z-50">
          <Popover.Popup className="max-h-[70vh] w-96 max-w-[calc(100vw-24px)] overflow-y-auto rounded-md border border-line-strong bg-surface p-4 shadow-pop outline-none">
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
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
