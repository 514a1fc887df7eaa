'use client'

import Link from 'next/link'
import { type ComponentProps, useState } from 'react'

/**
 * A link to a page of the dashboard. The page's frame is fetched once a pointer or the focus is on the link; fetching
 * those of all links in view, as Next does by itself, costs the server more than the page that shows them.
 */
export function PageLink(props: Omit<ComponentProps<typeof Link>, 'prefetch' | 'onPointerEnter' | 'onFocus'>) {
  const [isMeant, setMeant] = useState(false)
  const mean = () => setMeant(true)
  return <Link {...props} prefetch={isMeant ? null : false} onPointerEnter={mean} onFocus={mean} />
}
