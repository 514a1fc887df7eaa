import { useTimeZone, useTranslations } from 'next-intl'
import { wallTime } from '../figures/format.ts'
import { requestTrouble } from './read-page.ts'
import { RetryButton } from './retry-button.tsx'

/** The page could not be read anew: what happened, how old its figures are, an id to quote, and a way to try again. */
export function TroubleBanner() {
  const t = useTranslations('trouble')
  const zone = useTimeZone() ?? 'Asia/Shanghai'
  const trouble = requestTrouble()
  if (!trouble) return null
  const { id, reason, dataThrough, publishedAt } = trouble
  return (
    <div
      role="alert"
      className="mb-4 flex flex-wrap items-center justify-between gap-3 rounded-md border border-bad bg-bad-weak px-4 py-3"
    >
      <div className="min-w-0">
        <p className="font-strong">{t(`reasons.${reason}`)}</p>
        <p className="text-note leading-5 text-ink-2">
          {t('shown', { day: dataThrough ?? '', time: wallTime(publishedAt, zone, true) })} {t('id', { id })}
        </p>
      </div>
      <RetryButton label={t('retry')} />
    </div>
  )
}
