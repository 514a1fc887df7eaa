import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import type { SearchParams } from '../../../../lib/filters/selection.ts'
import { readPage } from '../../../ui/shell/read-page.ts'
import { FigureState } from '../../../ui/states/figure-state.tsx'
import { Notice } from '../../../ui/states/notice.tsx'
import { ByDisease } from './by-disease.tsx'
import { Calibration } from './calibration.tsx'
import { gatherPredicted, type PredictedPage } from './gather.ts'
import { MethodCard } from './method-card.tsx'
import { Scores } from './scores.tsx'
import { ValueCard } from './value-card.tsx'

/**
 * What today’s people will bring next. Stands in a Suspense of its own, as a model may have to be fitted when nobody
 * has asked for this horizon yet: the page above does not wait for it.
 */
export async function PredictedSection({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const t = await getTranslations('predicted')
  const data = await readPage(searchParams, gatherPredicted)
  if (!data) return null
  return (
    <section aria-label={t('title')} className="grid grid-cols-1 gap-4">
      <header>
        <h2 className="text-page font-strong">{t('title')}</h2>
        <p className="text-ink-2">{t('question', { days: data.horizon })}</p>
      </header>
      <PredictedBody data={data} />
    </section>
  )
}

/** Keeps the place of the section while it is reckoned. */
export function PredictedSkeleton() {
  const t = useTranslations('predicted')
  return (
    <div role="status" aria-label={t('loading')} className="grid grid-cols-1 gap-4">
      <p className="text-page font-strong">{t('title')}</p>
      <p className="text-ink-2">{t('loading')}</p>
      <div className="h-[56rem] animate-pulse rounded-md border border-line bg-surface" />
    </div>
  )
}

function PredictedBody({ data }: { data: PredictedPage }) {
  const t = useTranslations('predicted')
  const figure = data.predicted.answer.overall
  if (figure.state === 'few' && figure.value === null) return <Notice title={t('few')}>{t('fewText')}</Notice>
  if (figure.parts?.method === undefined) {
    return (
      <div className="grid gap-2">
        <FigureState figure={figure} />
        {figure.state === 'immature' && <p className="text-note text-ink-3">{t('needs', { days: data.horizon })}</p>}
      </div>
    )
  }
  return (
    <>
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-[2fr_3fr]">
        <ValueCard data={data} />
        <MethodCard figure={figure} />
      </div>
      <ByDisease data={data} />
      <div className="grid grid-cols-1 gap-4 xl:grid-cols-2">
        <Calibration data={data} />
        <Scores data={data} />
      </div>
    </>
  )
}
