import type { ReactNode } from 'react'

/** A titled part of the page. */
export function Panel({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0 rounded-md border border-line bg-surface p-4">
      <h2 className="text-section font-strong">{title}</h2>
      {text && <p className="pb-3 text-note text-ink-3">{text}</p>}
      {children}
    </section>
  )
}
