import { useTranslations } from 'next-intl'
import type { Figure } from '../../../lib/metrics/metric.ts'
import { INCOMPLETE } from '../../../lib/metrics/shared/incomplete.ts'
import { Notice } from './notice.tsx'

/** In place of a chart whose figure has no value: which state, and what to do. Nothing where the figure can be shown. */
export function FigureState({ figure, className }: { figure: Figure; className?: string }) {
  const t = useTranslations('state')
  const feedName = useFeedName()
  switch (figure.state) {
    case 'ok':
    case 'few':
      return null
    case 'immature':
      return (
        <Notice look="hatched" title={t('immature.title')} className={className}>
          {figure.maturesOn ? t('immature.on', { day: figure.maturesOn }) : t('immature.later')}
        </Notice>
      )
    case 'not_covered':
      return (
        <Notice look="dashed" title={t('notCovered.title')} className={className}>
          {t('notCovered.remedy', { source: feedName(figure.missing ?? ''), feed: figure.missing ?? '' })}
        </Notice>
      )
    case 'suppressed':
      return (
        <Notice look="plain" title={t('suppressed.title')} className={className}>
          {t('suppressed.why')}
        </Notice>
      )
    case 'not_permitted':
      return (
        <Notice look="plain" title={t('notPermitted.title')} className={className}>
          {t('notPermitted.why')}
        </Notice>
      )
    case 'empty':
      return (
        <Notice look="dashed" title={t('empty.title')} className={className}>
          {t('empty.remedy')}
        </Notice>
      )
  }
}

/** A source in the reader's words; the feed's own name where there are none. */
export function useFeedName(): (feed: string) => string {
  const t = useTranslations('feeds')
  return (feed) => {
    const key = feed.replace('/', '_')
    return t.has(key) ? t(key) : feed
  }
}

/** Why a figure has no value, in a few words: what a `—` says on hover. */
export function useReason(): (figure: Figure) => string {
  const t = useTranslations('state')
  const feedName = useFeedName()
  return (figure) => {
    if (figure.state === 'immature') {
      return figure.maturesOn ? t('immature.on', { day: figure.maturesOn }) : t('immature.later')
    }
    if (figure.value === null && figure.notes.includes(INCOMPLETE)) return t('incompleteDay')
    if (figure.state === 'not_covered') return t('notCovered.short', { source: feedName(figure.missing ?? '') })
    if (figure.state === 'suppressed') return t('suppressed.why')
    if (figure.state === 'not_permitted') return t('notPermitted.short')
    if (figure.state === 'empty') return t('empty.short')
    if (figure.state === 'few') return t('few.why')
    return t('none')
  }
}
