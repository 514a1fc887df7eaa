import { useTranslations } from 'next-intl'
import { Notice } from '../states/notice.tsx'

/** A snapshot without a single dated row: nothing to judge yet. */
export function NoDates() {
  const t = useTranslations('noDates')
  return (
    <Notice look="dashed" title={t('title')}>
      {t('text')}
    </Notice>
  )
}
