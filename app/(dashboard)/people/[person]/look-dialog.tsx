'use client'

import { Dialog } from '@base-ui/react/dialog'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { isContactLook, LOOK_PURPOSES, LOOKS_A_DAY, type LookPurpose, REASON } from '../../../../lib/people/looks.ts'
import { type Answered, request } from '../../../ui/api.ts'
import { DialogFoot } from '../../../ui/forms/dialog-foot.tsx'
import { Labelled } from '../../../ui/forms/labelled.tsx'

const FIELD = 'w-full rounded-md border border-line-strong bg-surface px-2 text-body text-ink'

interface LookDialogProps {
  person: string
  onName: (name: string) => void
  onClose: () => void
}

/** What a name is wanted for, and why; then the name. */
export function LookDialog({ person, onName, onClose }: LookDialogProps) {
  const t = useTranslations('unmask')
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-backdrop" />
        <Dialog.Popup className="fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-24px)] w-112 max-w-[calc(100vw-24px)] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-md border border-line-strong bg-surface p-4 shadow-pop outline-none">
          <Dialog.Title className="text-section font-strong">{t('title', { person })}</Dialog.Title>
          <Dialog.Description className="text-note leading-5 text-ink-3">
            {t('text', { most: LOOKS_A_DAY })}
          </Dialog.Description>
          <LookForm person={person} onName={onName} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function LookForm({ person, onName }: Pick<LookDialogProps, 'person' | 'onName'>) {
  const t = useTranslations('unmask')
  const problemOf = useLookProblem()
  const [purpose, setPurpose] = useState<LookPurpose>(LOOK_PURPOSES[0])
  const [problem, setProblem] = useState<string | null>(null)
  const [isSending, setSending] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const reason = String(new FormData(event.currentTarget).get('reason') ?? '').trim()
    setSending(true)
    const answer = await request('POST', `/api/people/${encodeURIComponent(person)}/name`, { purpose, reason })
    setSending(false)
    if (answer.status === 200) onName(String(answer.body.name))
    else setProblem(problemOf(answer))
  }
  return (
    <form onSubmit={(event) => void submit(event)} className="mt-3 grid gap-3 text-note text-ink-2">
      <Labelled label={t('purpose')}>
        <select
          name="purpose"
          value={purpose}
          onChange={(event) => setPurpose(LOOK_PURPOSES.find((one) => one === event.target.value) ?? 'other')}
          className={`${FIELD} h-9`}
        >
          {LOOK_PURPOSES.map((one) => (
            <option key={one} value={one}>
              {t(`purposes.${one}`)}
            </option>
          ))}
        </select>
      </Labelled>
      <Labelled label={t('reason')}>
        <textarea
          name="reason"
          required
          rows={3}
          minLength={REASON.least}
          maxLength={REASON.most}
          placeholder={t('example')}
          className={`${FIELD} py-1.5`}
        />
      </Labelled>
      <p className="rounded-md bg-sunken p-3 leading-5">{t(isContactLook(purpose) ? 'contact' : 'noContact')}</p>
      <DialogFoot problem={problem} cancel={t('cancel')} verb={t('look')} isSending={isSending} />
    </form>
  )
}

/** Why there is no name, in words. */
function useLookProblem(): (answer: Answered) => string {
  const t = useTranslations('unmask.problems')
  return ({ status, body }) => {
    const rule = String(body.rule ?? '')
    if (t.has(rule)) return t(rule)
    if (status === 400) return t('reason', { least: REASON.least })
    return status === 429 ? t('tooMany') : t('failed')
  }
}
