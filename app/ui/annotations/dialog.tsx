'use client'

import { Dialog } from '@base-ui/react/dialog'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, type ReactNode, useState } from 'react'
import {
  type Annotation,
  type AnnotationKind,
  type AnnotationText,
  KINDS,
} from '../../../lib/app-state/annotation-text.ts'
import { send } from '../api.ts'
import { usePending } from '../shell/pending.tsx'
import { useAnnotations } from './context.tsx'

const FIELD = 'h-9 w-full rounded-md border border-line-strong bg-surface px-2'

interface AnnotationDialogProps {
  /** The note to change; a new one where absent. */
  annotation?: Annotation
  /** The day that a new note begins on unless another is chosen. */
  day?: string
  /** Looks and words of the button that opens it. */
  className: string
  label: string
  children: ReactNode
}

/** A note about some days: what happened, from when to when. */
export function AnnotationDialog({ annotation, day = '', className, label, children }: AnnotationDialogProps) {
  const t = useTranslations('notes')
  const { canLimit } = useAnnotations()
  const [isOpen, setOpen] = useState(false)
  const { problem, change } = useChange(() => setOpen(false))
  const [draft, setDraft] = useState<AnnotationText>(draftOf(annotation, day))
  const set = (part: Partial<AnnotationText>) => setDraft({ ...draft, ...part })
  const isReady = draft.text.trim() !== '' && draft.fromDay !== '' && draft.fromDay <= draft.toDay
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (!isReady) return
    void change(() =>
      annotation ? send('PUT', `/api/annotations/${annotation.id}`, draft) : send('POST', '/api/annotations', draft),
    )
  }
  return (
    <Dialog.Root
      open={isOpen}
      onOpenChange={(open) => {
        setOpen(open)
        if (open) setDraft(draftOf(annotation, day))
      }}
    >
      <Dialog.Trigger className={className} aria-label={label} title={label}>
        {children}
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-backdrop" />
        <Dialog.Popup className="fixed top-1/2 left-1/2 z-50 w-112 max-w-[calc(100vw-24px)] -translate-x-1/2 -translate-y-1/2 rounded-md border border-line-strong bg-surface p-4 shadow-pop outline-none">
          <Dialog.Title className="text-section font-strong">{t(annotation ? 'edit' : 'add')}</Dialog.Title>
          <Dialog.Description className="text-note text-ink-3">{t(canLimit ? 'help' : 'helpAll')}</Dialog.Description>
          <form onSubmit={save} className="mt-3 grid grid-cols-2 gap-3">
            <label className="col-span-2 grid gap-1 text-note text-ink-2">
              {t('text')}
              <input
                value={draft.text}
                maxLength={200}
                placeholder={t('placeholder')}
                onChange={(e) => set({ text: e.target.value })}
                className={`${FIELD} text-body text-ink`}
              />
            </label>
            <label className="grid gap-1 text-note text-ink-2">
              {t('from')}
              <input
                type="date"
                value={draft.fromDay}
                onChange={(e) => set(begunOn(draft, e.target.value))}
                className={`${FIELD} text-body text-ink`}
              />
            </label>
            <label className="grid gap-1 text-note text-ink-2">
              {t('to')}
              <input
                type="date"
                value={draft.toDay}
                min={draft.fromDay}
                onChange={(e) => set({ toDay: e.target.value })}
                className={`${FIELD} text-body text-ink`}
              />
            </label>
            <label className="col-span-2 grid gap-1 text-note text-ink-2">
              {t('kind')}
              <select
                value={draft.kind}
                onChange={(e) => set({ kind: e.target.value as AnnotationKind })}
                className={`${FIELD} text-body text-ink`}
              >
                {KINDS.map((kind) => (
                  <option key={kind} value={kind}>
                    {t(`kinds.${kind}`)}
                  </option>
                ))}
              </select>
            </label>
            {canLimit && (
              <label className="col-span-2 flex items-center gap-2 text-note text-ink-2">
                <input
                  type="checkbox"
                  checked={draft.isForAll}
                  onChange={(e) => set({ isForAll: e.target.checked })}
                  className="accent-accent"
                />
                {t('forAll')}
              </label>
            )}
            {problem !== null && (
              <p role="alert" className="col-span-2 text-note text-bad">
                {t('problem', { problem })}
              </p>
            )}
            <div className="col-span-2 flex items-center justify-end gap-2">
              {annotation && (
                <button
                  type="button"
                  onClick={() => void change(() => send('DELETE', `/api/annotations/${annotation.id}`))}
                  className="mr-auto h-9 rounded-md px-3 text-bad hover:bg-sunken"
                >
                  {t('delete')}
                </button>
              )}
              <Dialog.Close className="h-9 rounded-md px-3 text-ink-2 hover:bg-sunken">{t('cancel')}</Dialog.Close>
              <button
                type="submit"
                disabled={!isReady}
                className="h-9 rounded-md bg-accent px-4 text-on-accent disabled:bg-sunken disabled:text-ink-3"
              >
                {t('save')}
              </button>
            </div>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function draftOf(annotation: Annotation | undefined, day: string): AnnotationText {
  if (!annotation) return { text: '', fromDay: day, toDay: day, kind: 'campaign', isForAll: false }
  const { text, fromDay, toDay, kind, isForAll } = annotation
  return { text, fromDay, toDay, kind, isForAll }
}

/** A note cannot end before it begins. */
function begunOn({ toDay }: AnnotationText, fromDay: string): Partial<AnnotationText> {
  return toDay < fromDay ? { fromDay, toDay: fromDay } : { fromDay }
}

/** Changes something on the server, then shows the page anew; or why it was refused. */
function useChange(onDone: () => void) {
  const router = useRouter()
  const { startTransition } = usePending()
  const [problem, setProblem] = useState<string | null>(null)
  const change = async (work: () => Promise<unknown>) => {
    try {
      await work()
      setProblem(null)
      onDone()
      startTransition(() => router.refresh())
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
  }
  return { problem, change }
}
