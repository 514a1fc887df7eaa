'use client'

import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import type { ReactNode } from 'react'

interface RuleLinkProps {
  rule: string
  band?: string
  isHere: boolean
  className: string
  children: ReactNode
}

/** Chooses a rule, and a value band, with everything else of the address kept. */
export function RuleLink({ rule, band, isHere, className, children }: RuleLinkProps) {
  const query = new URLSearchParams(useSearchParams())
  for (const key of ['band', 'saved']) query.delete(key)
  if (rule === 'any') query.delete('rule')
  else query.set('rule', rule)
  if (band !== undefined) query.set('band', band)
  const text = query.toString()
  return (
    <Link
      href={`/at-risk${text === '' ? '' : `?${text}`}`}
      scroll={false}
      prefetch={false}
      aria-current={isHere ? 'true' : undefined}
      className={className}
    >
      {children}
    </Link>
  )
}
