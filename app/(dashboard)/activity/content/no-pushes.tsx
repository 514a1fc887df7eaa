import { useTranslations } from 'next-intl'
import type { Figure } from '../../../../lib/metrics/metric.ts'
import { FigureState } from '../../../ui/states/figure-state.tsx'
import { Notice } from '../../../ui/states/notice.tsx'

/** In place of a chart of pushes: no source, or nothing sent in the period. */
export function NoPushes({ figure }: { figure: Figure }) {
  const t = useTranslations('content.none')
  if (figure.state !== 'empty') return <FigureState figure={figure} className="h-60" />
  return (
    <Notice look="dashed" title={t('title')} className="h-60">
      {t('text')}
    </Notice>
  )
}
