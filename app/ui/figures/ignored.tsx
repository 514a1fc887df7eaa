import { useTranslations } from 'next-intl'
import type { Asked } from '../../../lib/filters/ask.ts'

/** Says which filters of the page a figure cannot apply; nothing when it applies all. */
export function IgnoredFilters({ asked }: { asked: Asked }) {
  const t = useTranslations()
  if (asked.ignored.length === 0) return null
  return (
    <span className="text-warn">
      {t('filters.ignored', { filters: asked.ignored.map((key) => t(`filters.${key}`)).join(t('list.and')) })}
    </span>
  )
}
