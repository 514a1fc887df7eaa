import type { Metadata } from 'next'
import { forbidden } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { currentActor } from '../../../lib/access/actor.ts'
import { DownloadButton } from '../../ui/exports/download-button.tsx'
import { PageHead } from '../../ui/shell/page-head.tsx'
import { Notice } from '../../ui/states/notice.tsx'
import { Cards } from './cards.tsx'
import { DecisionButtons } from './decision-buttons.tsx'
import { type Card, gatherExports } from './gather.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('exports'))('title') }
}

/** 名单导出: what was taken away, and for what? One's own files, or the requests to decide on. */
export default async function ExportsPage() {
  const actor = await currentActor()
  if (!actor.rights.has('read-exports')) forbidden()
  const t = await getTranslations('exports')
  const { own, toDecide, decided } = await gatherExports(actor)
  return (
    <>
      <PageHead title={t('title')} question={t('question')} />
      <div className="grid max-w-240 grid-cols-1 gap-4">
        {toDecide && (
          <Panel title={t('decisions.title')} text={t('decisions.text')}>
            {toDecide.length === 0 ? (
              <Notice look="dashed" title={t('decisions.empty')} />
            ) : (
              <Cards cards={toDecide} action={(card) => <DecisionButtons no={card.no} />} />
            )}
          </Panel>
        )}
        {decided.length > 0 && (
          <Panel title={t('decided.title')} text={t('decided.text')}>
            <Cards cards={decided} />
          </Panel>
        )}
        {own && (
          <Panel title={t('own.title')} text={t('own.text')}>
            {own.length === 0 ? <Notice look="dashed" title={t('own.empty')} /> : <Cards cards={own} action={Fetch} />}
          </Panel>
        )}
      </div>
    </>
  )
}

function Fetch({ no, format, state }: Card) {
  return state === 'ready' || state === 'approved' ? <DownloadButton no={no} format={format} /> : null
}

function Panel({ title, text, children }: { title: string; text: string; children: React.ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0 rounded-md border border-line bg-surface p-4">
      <h2 className="text-section font-strong">{title}</h2>
      <p className="pb-3 text-note text-ink-3">{text}</p>
      {children}
    </section>
  )
}
