'use client'

import type { MouseEvent } from 'react'

/**
 * Plain links inside a big table, followed without loading the page anew: one handler instead of a component a cell.
 * Clicks that open a tab or a menu are left alone.
 */
export function softNavigation(event: MouseEvent<Element>, router: { push(href: string): void }): void {
  if (event.defaultPrevented || event.button !== 0) return
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  const link = event.target instanceof Element ? event.target.closest('a') : null
  const href = link?.getAttribute('href')
  if (!href?.startsWith('/')) return
  event.preventDefault()
  router.push(href)
}
