import Link from 'next/link'
import type { ReactNode } from 'react'

interface PeopleTextProps {
  /** From `peopleLink`: absent for those who may not see people. */
  href: string | undefined
  className?: string
  /** `quiet`: a figure that looks like one until the pointer is on it. */
  look?: 'link' | 'quiet'
  children: ReactNode
}

const LOOKS = { link: 'text-accent underline underline-offset-2', quiet: 'hover:text-accent' }

/** Words that open the people whom they count; plain words for those who may not see them. */
export function PeopleText({ href, className = '', look = 'link', children }: PeopleTextProps) {
  if (href === undefined) return <span className={className}>{children}</span>
  return (
    <Link href={href} prefetch={false} className={`${className} ${LOOKS[look]}`}>
      {children}
    </Link>
  )
}
