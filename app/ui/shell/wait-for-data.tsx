'use client'

import { useNewSnapshot } from './new-snapshot.ts'

const LOOK_EVERY = 3000

/** Opens the page as soon as there is something to show. */
export function WaitForData() {
  useNewSnapshot(null, LOOK_EVERY)
  return null
}
