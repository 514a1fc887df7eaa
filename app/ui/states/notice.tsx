import type { ReactNode } from 'react'

const LOOKS = {
  plain: 'border-line text-ink-2',
  dashed: 'border-dashed border-line-strong text-ink-2',
  hatched: 'hatched border-line text-ink-2',
  bad: 'border-bad bg-bad-weak text-ink',
  warn: 'border-warn bg-warn-weak text-ink',
} as const

export interface NoticeProps {
  look?: keyof typeof LOOKS
  title: string
  /** What to do about it. */
  children?: ReactNode
  /** Keeps the place of what would stand here. */
  className?: string
}

/** A state in words, in the place of a figure or chart. */
export function Notice({ look = 'plain', title, children, className = '' }: NoticeProps) {
  return (
    <div className={`flex flex-col justify-center gap-1 rounded-md border p-4 ${LOOKS[look]} ${className}`}>
      <p className="font-strong text-ink">{title}</p>
      {children && <div className="max-w-prose text-note leading-5">{children}</div>}
    </div>
  )
}
