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
      if (found.snapshot !== null && found.snapshot !== current) startTransition(() => router.refresh())
    }, every)
    return () => clearInterval(timer)
  }, [current, every, router, startTransition])
  return isReachable
}

async function look(): Promise<{ isReachable: boolean; snapshot: string | null }> {
  try {
    // Answers 200 even where nothing is served: waiting for data is no failure.
    const response = await fetch('/api/health?quiet=1')
    const body: unknown = await response.json()
    const name = typeof body === 'object' && body !== null && 'snapshot' in body ? body.snapshot : null
    return { isReachable: true, snapshot: typeof name === 'string' ? name : null }
  } catch {
    return { isReachable: false, snapshot: null }
  }
}
