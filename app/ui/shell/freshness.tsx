'use client'

import { useTimeZone, useTranslations } from 'next-intl'
import { wallTime } from '../figures/format.ts'
import { useNewSnapshot } from './new-snapshot.ts'

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
  const isReachable = useNewSnapshot(snapshot, LOOK_EVERY)
  return (
    <span
      className="hidden shrink-0 items-center gap-1.5 text-note whitespace-nowrap text-ink-3 sm:flex"
      title={t('detail', { snapshot, published: wallTime(publishedAt, zone, true), day: dataThrough })}
    >
      <span aria-hidden="true" className={isReachable ? 'text-good' : 'text-bad'}>
        {isReachable ? '●' : '✕'}
      </span>
      {isReachable ? (
        <>
          {t('through', { day: dataThrough.slice(5) })}
          <span className="hidden 2xl:inline">{t('published', { time: wallTime(publishedAt, zone) })}</span>
        </>
      ) : (
        t('unreachable')
      )}
    </span>
  )
}
