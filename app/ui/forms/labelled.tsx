import type { ReactNode } from 'react'

/** A control with its label above. */
export function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className="grid gap-1">
      {label}
      {children}
    </label>
  )
}
