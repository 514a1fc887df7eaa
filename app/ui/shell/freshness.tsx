'use client'

import { useRouter } from 'next/navigation'
import { useTimeZone, useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { wallTime } from '../figures/format.ts'
import { usePending } from './pending.tsx'

/** Milliseconds between two looks for new data. */
const LOOK_EVERY = 30_000

interface FreshnessProps {
  snapshot: string
  publishedAt: string
  dataThrough: string
}

/** Up to when the data reaches. Looks for a newer snapshot, and brings it in when there is one. */
export function Freshness({ snapshot, publishedAt, dataThrough }: FreshnessProps) {
  const t = useTranslations('freshness')
  const zone = useTimeZone() ?? 'Asia/Shanghai'
  const router = useRouter()
  const { startTransition } = usePending()
  const [isReachable, setReachable] = useState(true)
  useEffect(() => {
    const timer = setInterval(async () => {
      const served = await servedSnapshot()
      setReachable(served !== null)
      if (served !== null && served !== snapshot) startTransition(() => router.refresh())
    }, LOOK_EVERY)
    return () => clearInterval(timer)
  }, [snapshot, router, startTransition])
  return (
    <span
      className="hidden shrink-0 items-center gap-1.5 text-note whitespace-nowrap text-ink-3 sm:flex"
      title={t('detail', { snapshot, published: wallTime(publishedAt, zone, true), day: dataThrough })}
    >
      <span aria-hidden="true" className={isReachable ? 'text-good' : 'text-bad'}>
        {isReachable ? '●' : '✕'}
      </span>
      {isReachable
        ? t('published', { day: dataThrough.slice(5), time: wallTime(publishedAt, zone) })
        : t('unreachable')}
    </span>
  )
}

async function servedSnapshot(): Promise<string | null> {
  try {
    const response = await fetch('/api/health')
    const body: unknown = await response.json()
    const name = typeof body === 'object' && body !== null && 'snapshot' in body ? body.snapshot : null
    return typeof name === 'string' ? name : null
  } catch {
    return null
  }
}
