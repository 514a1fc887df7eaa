import type { ReactNode } from 'react'
import { TroubleBanner } from './trouble-banner.tsx'

/** Name of a page, its question, and what stands at the right; above it whether the figures are old ones. */
export function PageHead({ title, question, children }: { title: string; question: string; children?: ReactNode }) {
  return (
    <>
      <TroubleBanner />
      <header className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 pb-4">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <h1 className="text-page font-strong">{title}</h1>
          <p className="text-ink-3">{question}</p>
        </div>
        {children}
      </header>
    </>
  )
}
