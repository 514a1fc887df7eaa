'use client'

import { Dialog } from '@base-ui/react/dialog'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { send } from '../../ui/api.ts'
import { ExportDialog } from '../../ui/exports/export-dialog.tsx'
import { integer } from '../../ui/figures/format.ts'
import { DialogFoot } from '../../ui/forms/dialog-foot.tsx'
import { Labelled } from '../../ui/forms/labelled.tsx'

const FIELD = 'w-full rounded-md border border-line-strong bg-surface px-2 text-body text-ink'
const BUTTON =
  'h-8 rounded-md border border-line-strong bg-surface px-3 text-note text-ink hover:bg-sunken disabled:text-ink-3'

interface ActionBarProps {
  rule: string
  selected: ReadonlySet<string>
  /** Everybody in sight of the filter, for "select all". */
  people: () => string[]
  onSelect: (selected: ReadonlySet<string>) => void
  onDone: () => void
}

type Kind = 'contacted' | 'assign' | 'snooze' | 'optOut' | 'reopen' | 'save'
const KINDS: readonly Kind[] = ['contacted', 'assign', 'snooze', 'optOut', 'reopen', 'save']
const CHANNELS = ['wecom', 'phone', 'sms', 'visit'] as const

/** What can be done with the chosen people. */
export function ActionBar({ rule, selected, people, onSelect, onDone }: ActionBarProps) {
  const t = useTranslations('atRisk.actions')
  const x = useTranslations('exports')
  const [kind, setKind] = useState<Kind | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const [isExporting, setExporting] = useState(false)
  const isNone = selected.size === 0
  return (
    <div className="flex flex-wrap items-center gap-2 pb-2">
      <button type="button" className={BUTTON} onClick={() => onSelect(new Set(people()))}>
        {t('all')}
      </button>
      <button type="button" className={BUTTON} disabled={isNone} onClick={() => onSelect(new Set())}>
        {t('none')}
      </button>
      <span aria-live="polite" className="text-note text-ink-2">
        {said ?? t('selected', { count: integer(selected.size) })}
      </span>
      <span className="ml-auto flex flex-wrap gap-2">
        {KINDS.map((name) => (
          <button
            key={name}
            type="button"
            disabled={isNone && name !== 'save'}
            onClick={() => setKind(name)}
            className={name === 'contacted' ? `${BUTTON} enabled:border-accent enabled:text-accent` : BUTTON}
          >
            {t(`${name}.verb`)}
          </button>
        ))}
        <button type="button" disabled={isNone} onClick={() => setExporting(true)} className={BUTTON}>
          {x('open')}
        </button>
      </span>
      {isExporting && (
        <ExportDialog count={selected.size} rule={rule} people={[...selected]} onClose={() => setExporting(false)} />
      )}
      {kind !== null && (
        <ActionDialog
          key={kind}
          kind={kind}
          rule={rule}
          selected={selected}
          onClose={() => setKind(null)}
          onDone={(text) => {
            setKind(null)
            setSaid(text)
            onDone()
          }}
        />
      )}
    </div>
  )
}

interface ActionDialogProps {
  kind: Kind
  rule: string
  selected: ReadonlySet<string>
  onClose: () => void
  onDone: (said: string) => void
}

function ActionDialog({ kind, rule, selected, onClose, onDone }: ActionDialogProps) {
  const t = useTranslations('atRisk.actions')
  const address = useSearchParams()
  const [problem, setProblem] = useState<string | null>(null)
  const [isSending, setSending] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const field = (name: string) => String(form.get(name) ?? '').trim()
    setSending(true)
    try {
      const people = [...selected]
      if (kind === 'save') {
        const isFrozen = field('cohort') === 'frozen'
        const body = { name: field('name'), kind: field('cohort'), rule, query: address.toString() }
        await send('POST', '/api/cohorts', { ...body, people: isFrozen ? people : [] })
        onDone(t('save.done'))
        return
      }
      const action = actionOf(kind, field)
      const answer = (await send('POST', '/api/risk/actions', { rule, people, action })) as {
        done: number
        left: number
      }
      onDone(t('done', { done: integer(answer.done), left: integer(answer.left) }))
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
      setSending(false)
    }
  }
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-backdrop" />
        <Dialog.Popup className="fixed top-1/2 left-1/2 z-50 w-112 max-w-[calc(100vw-24px)] -translate-x-1/2 -translate-y-1/2 rounded-md border border-line-strong bg-surface p-4 shadow-pop outline-none">
          <Dialog.Title className="text-section font-strong">
            {t(`${kind}.title`, { count: integer(selected.size) })}
          </Dialog.Title>
          <Dialog.Description className="text-note leading-5 text-ink-3">{t(`${kind}.text`)}</Dialog.Description>
          <form onSubmit={(event) => void submit(event)} className="mt-3 grid gap-3 text-note text-ink-2">
            <Fields kind={kind} hasPeople={selected.size > 0} />
            <DialogFoot problem={problem} cancel={t('cancel')} verb={t(`${kind}.verb`)} isSending={isSending} />
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function actionOf(kind: Exclude<Kind, 'save'>, field: (name: string) => string) {
  switch (kind) {
    case 'contacted':
      return { kind, channel: field('channel'), script: field('script') }
    case 'assign':
      return { kind, owner: field('owner') || null }
    case 'snooze':
      return { kind, until: field('until') }
    case 'optOut':
    case 'reopen':
      return { kind }
  }
}

function Fields({ kind, hasPeople }: { kind: Kind; hasPeople: boolean }) {
  const t = useTranslations('atRisk.actions')
  switch (kind) {
    case 'contacted':
      return (
        <>
          <Labelled label={t('contacted.channel')}>
            <select name="channel" className={`${FIELD} h-9`}>
              {CHANNELS.map((channel) => (
                <option key={channel} value={channel}>
                  {t(`channels.${channel}`)}
                </option>
              ))}
            </select>
          </Labelled>
          <Labelled label={t('contacted.script')}>
            <textarea name="script" rows={4} maxLength={2000} className={`${FIELD} py-1.5`} />
          </Labelled>
        </>
      )
    case 'assign':
      return (
        <Labelled label={t('assign.owner')}>
          <input name="owner" maxLength={100} className={`${FIELD} h-9`} />
        </Labelled>
      )
    case 'snooze':
      return (
        <Labelled label={t('snooze.until')}>
          <input name="until" type="date" required className={`${FIELD} h-9`} />
        </Labelled>
      )
    case 'save':
      return (
        <>
          <Labelled label={t('save.name')}>
            <input name="name" required maxLength={60} className={`${FIELD} h-9`} />
          </Labelled>
          <fieldset className="grid gap-1">
            {hasPeople && <Choice value="frozen" label={t('save.frozen')} isFirst />}
            <Choice value="rule" label={t('save.rule')} isFirst={!hasPeople} />
          </fieldset>
        </>
      )
    case 'optOut':
    case 'reopen':
      return null
  }
}

function Choice({ value, label, isFirst }: { value: string; label: string; isFirst: boolean }) {
  return (
    <label className="flex items-center gap-2">
      <input type="radio" name="cohort" value={value} defaultChecked={isFirst} className="accent-accent" />
      {label}
    </label>
  )
}
