'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { usePending } from './pending.tsx'

/**
 * Looks every `every` milliseconds whether the server serves another snapshot than `current`, and brings it in.
 * @returns whether the server answers at all
 */
export function useNewSnapshot(current: string | null, every: number): boolean {
  const router = useRouter()
  const { startTransition } = usePending()
  const [isReachable, setReachable] = useState(true)
  useEffect(() => {
    const timer = setInterval(async () => {
      const found = await look()
      setReachable(found.isReachable)
      // Without a session the refresh leads to the sign-in page: nothing stays on an unattended screen.
      const isNew = found.snapshot !== null && found.snapshot !== current
      if (isNew || !found.isSignedIn) startTransition(() => router.refresh())
    }, every)
    return () => clearInterval(timer)
  }, [current, every, router, startTransition])
  return isReachable
}

interface Found {
  isReachable: boolean
  isSignedIn: boolean
  snapshot: string | null
}

async function look(): Promise<Found> {
  try {
    // Answers 200 even where nothing is served: waiting for data is no failure.
    const response = await fetch('/api/health?quiet=1')
    const body: unknown = await response.json()
    const name = typeof body === 'object' && body !== null && 'snapshot' in body ? body.snapshot : null
    const isSignedIn = !(typeof body === 'object' && body !== null && 'isSignedIn' in body && body.isSignedIn === false)
    return { isReachable: true, isSignedIn, snapshot: typeof name === 'string' ? name : null }
  } catch {
    return { isReachable: false, isSignedIn: true, snapshot: null }
  }
}
