'use client'

import { Dialog } from '@base-ui/react/dialog'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { FORMATS, isContact, isDeidentified, PURPOSES, type Purpose } from '../../../lib/export/purposes.ts'
import { request } from '../api.ts'
import { integer } from '../figures/format.ts'
import { DialogFoot } from '../forms/dialog-foot.tsx'
import { Labelled } from '../forms/labelled.tsx'
import { ExportAnswer, type Requested } from './export-answer.tsx'
import { useExportProblem } from './use-export-problem.ts'

const FIELD = 'w-full rounded-md border border-line-strong bg-surface px-2 text-body text-ink'

interface ExportDialogProps {
  /** Rows on the page. */
  count: number
  /** Of a risk list; the address names any other. */
  rule?: string
  /** Those chosen of the list; absent for all. */
  people?: readonly string[]
  onClose: () => void
}

/** What a list is wanted for, then its number and, where nobody has to approve it, the file. */
export function ExportDialog({ count, rule, people, onClose }: ExportDialogProps) {
  const t = useTranslations('exports.dialog')
  const [requested, setRequested] = useState<Requested | null>(null)
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-backdrop" />
        <Dialog.Popup className="fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-24px)] w-112 max-w-[calc(100vw-24px)] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-md border border-line-strong bg-surface p-4 shadow-pop outline-none">
          <Dialog.Title className="text-section font-strong">{t('title', { count: integer(count) })}</Dialog.Title>
          {requested ? (
            <ExportAnswer requested={requested} />
          ) : (
            <>
              <Dialog.Description className="text-note leading-5 text-ink-3">{t('text')}</Dialog.Description>
              <ExportForm
                list={{ ...(rule !== undefined && { rule }), ...(people && { people }) }}
                onDone={setRequested}
              />
            </>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

interface ExportFormProps {
  list: { rule?: string; people?: readonly string[] }
  onDone: (requested: Requested) => void
}

function ExportForm({ list, onDone }: ExportFormProps) {
  const t = useTranslations('exports')
  const address = useSearchParams()
  const problemOf = useExportProblem()
  const [purpose, setPurpose] = useState<Purpose>('follow-up')
  const [problem, setProblem] = useState<string | null>(null)
  const [isSending, setSending] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setSending(true)
    const asked = { purpose, note: String(form.get('note') ?? ''), format: String(form.get('format')) }
    const answer = await request('POST', '/api/exports', { query: address.toString(), ...list, ...asked })
    setSending(false)
    if (answer.status === 201) onDone(answer.body as unknown as Requested)
    else setProblem(problemOf(answer))
  }
  return (
    <form onSubmit={(event) => void submit(event)} className="mt-3 grid gap-3 text-note text-ink-2">
      <Labelled label={t('dialog.purpose')}>
        <select
          name="purpose"
          value={purpose}
          onChange={(event) => setPurpose(PURPOSES.find((one) => one === event.target.value) ?? 'other')}
          className={`${FIELD} h-9`}
        >
          {PURPOSES.map((one) => (
            <option key={one} value={one}>
              {t(`purposes.${one}`)}
            </option>
          ))}
        </select>
      </Labelled>
      {purpose === 'other' && (
        <Labelled label={t('dialog.note')}>
          <input name="note" required minLength={4} maxLength={200} className={`${FIELD} h-9`} />
        </Labelled>
      )}
      <fieldset className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <legend className="pb-1">{t('dialog.format')}</legend>
        {FORMATS.map((format, i) => (
          <label key={format} className="flex items-center gap-2 text-body text-ink">
            <input type="radio" name="format" value={format} defaultChecked={i === 0} className="accent-accent" />
            {t(`formats.${format}`)}
          </label>
        ))}
      </fieldset>
      <div className="rounded-md bg-sunken p-3 leading-5">
        <p className="font-strong">{t('dialog.holds')}</p>
        <p>{t(isDeidentified(purpose) ? 'dialog.columnsResearch' : 'dialog.columns')}</p>
        <p>{t(isContact(purpose) ? 'dialog.contact' : 'dialog.noContact')}</p>
      </div>
      <DialogFoot
        problem={problem}
        cancel={t('dialog.cancel')}
        verb={isSending ? t('working') : t('dialog.submit')}
        isSending={isSending}
      />
    </form>
  )
}
