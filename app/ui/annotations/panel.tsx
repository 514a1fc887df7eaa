'use client'

import { Pencil, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useAnnotations } from './context.tsx'
import { AnnotationDialog } from './dialog.tsx'

/** 记事: what happened, newest first; shown on every time axis. */
export function AnnotationPanel({ day }: { day: string }) {
  const t = useTranslations('notes')
  const { annotations, canWrite } = useAnnotations()
  return (
    <section aria-label={t('title')} className="flex min-w-0 flex-col rounded-md border border-line bg-surface p-4">
      <header className="flex items-start justify-between gap-2">
        <div>
          <h2 className="text-section font-strong">{t('title')}</h2>
          <p className="text-note text-ink-3">{t('subtitle')}</p>
        </div>
        {canWrite && (
          <AnnotationDialog
            day={day}
            label={t('add')}
            className="no-print flex h-8 shrink-0 items-center gap-1 rounded-md px-2 text-note text-accent hover:bg-sunken"
          >
            <Plus size={14} aria-hidden="true" />
            {t('addShort')}
          </AnnotationDialog>
        )}
      </header>
      {annotations.length === 0 ? (
        <p className="pt-3 text-ink-3">{t('none')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard
        <ul tabIndex={0} aria-label={t('title')} className="mt-2 max-h-56 divide-y divide-line overflow-y-auto">
          {annotations.map((annotation) => {
            const { id, fromDay, toDay, kind, text } = annotation
            return (
              <li key={id} className="flex items-start gap-3 py-2">
                <span className="w-24 shrink-0 text-note leading-5 text-ink-3">
                  {fromDay}
                  {toDay !== fromDay && (
                    <>
                      <br />– {toDay}
                    </>
                  )}
                </span>
                <span className="min-w-0 flex-1 break-words">
                  {text} <span className="text-note text-ink-3">{t(`kinds.${kind}`)}</span>
                </span>
                {canWrite && (
                  <AnnotationDialog
                    annotation={annotation}
                    label={t('editOne', { text })}
                    className="no-print flex size-7 shrink-0 items-center justify-center rounded-md text-ink-3 hover:bg-sunken hover:text-ink"
                  >
                    <Pencil size={14} aria-hidden="true" />
                  </AnnotationDialog>
                )}
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
}
