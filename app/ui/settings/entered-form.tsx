'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { COST_CATEGORIES } from '../../../lib/app-state/cost-categories.ts'
import type { EntryKind } from '../../../lib/app-state/costs.ts'
import type { EnteredRow } from './entered-panel.tsx'

export interface Named {
  value: string
  label: string
}

interface EnteredFormProps {
  /** The row that is changed; null for a new one. */
  edited: EnteredRow | null
  channels: Named[]
  groups: Named[]
  month: string
  onCancel: () => void
  onSave: (body: Record<string, string>) => Promise<boolean>
}

const FIELD = 'h-8 w-full rounded-md border border-line-strong bg-surface px-2'

/** One line: kind, month, what for, how much. */
export function EnteredForm({ edited, channels, groups, month, onCancel, onSave }: EnteredFormProps) {
  const t = useTranslations('channels.entered')
  const [kind, setKind] = useState<EntryKind>(edited?.kind ?? 'cost')
  const [isBusy, setBusy] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const fields = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]))
    setBusy(true)
    const isSaved = await onSave({ kind, ...fields })
    setBusy(false)
    if (isSaved && !edited) form.reset()
  }
  return (
    <form onSubmit={submit} className="no-print grid gap-3">
      {!edited && (
        <fieldset aria-label={t('kind')} className="flex w-fit overflow-hidden rounded-md border border-line-strong">
          {(['cost', 'benefit'] as const).map((value) => (
            <button
              key={value}
              type="button"
              aria-pressed={kind === value}
              onClick={() => setKind(value)}
              className={`h-7 border-line-strong px-2.5 text-note not-first:border-l ${kind === value ? 'bg-accent-weak font-strong text-accent' : 'text-ink-2 hover:bg-sunken'}`}
            >
              {t(value)}
            </button>
          ))}
        </fieldset>
      )}
      <div className="grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-6">
        <Field label={t('month')}>
          {(id) => (
            <input id={id} name="month" type="month" required defaultValue={edited?.month ?? month} className={FIELD} />
          )}
        </Field>
        <Field label={t('amount')}>
          {(id) => (
            <input
              id={id}
              name="amount"
              inputMode="decimal"
              required
              pattern="\d{1,9}(\.\d{1,2})?"
              title={t('amountHelp')}
              defaultValue={edited?.amount}
              className={`${FIELD} text-right`}
            />
          )}
        </Field>
        {kind === 'cost' ? (
          <CostFields edited={edited} channels={channels} groups={groups} />
        ) : (
          <BenefitFields edited={edited} />
        )}
      </div>
      <div className="flex gap-2">
        <button
          type="submit"
          disabled={isBusy}
          className="h-8 rounded-md bg-accent px-3 font-strong text-on-accent disabled:opacity-50"
        >
          {t(edited ? 'change' : 'add')}
        </button>
        {edited && (
          <button type="button" onClick={onCancel} className="h-8 rounded-md border border-line-strong px-3 text-ink-2">
            {t('cancel')}
          </button>
        )}
      </div>
    </form>
  )
}

function CostFields({ edited, channels, groups }: Pick<EnteredFormProps, 'edited' | 'channels' | 'groups'>) {
  const t = useTranslations('channels.entered')
  return (
    <>
      <Field label={t('category')}>
        {(id) => (
          <select id={id} name="category" defaultValue={edited?.category} className={FIELD}>
            {COST_CATEGORIES.map((value) => (
              <option key={value} value={value}>
                {t(`categories.${value}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('channel')}>
        {(id) => <Choice id={id} name="channel" none={t('allChannels')} options={channels} value={edited?.channel} />}
      </Field>
      <Field label={t('group')}>
        {(id) => <Choice id={id} name="group" none={t('noGroup')} options={groups} value={edited?.group} />}
      </Field>
      <Field label={t('item')}>
        {(id) => <input id={id} name="item" maxLength={200} defaultValue={edited?.text} className={FIELD} />}
      </Field>
    </>
  )
}

function BenefitFields({ edited }: Pick<EnteredFormProps, 'edited'>) {
  const t = useTranslations('channels.entered')
  return (
    <>
      <Field label={t('name')}>
        {(id) => <input id={id} name="name" required maxLength={200} defaultValue={edited?.text} className={FIELD} />}
      </Field>
      <Field label={t('assumption')} className="col-span-2 xl:col-span-3">
        {(id) => (
          <input
            id={id}
            name="assumption"
            required
            maxLength={200}
            placeholder={t('assumptionHint')}
            defaultValue={edited?.assumption}
            className={FIELD}
          />
        )}
      </Field>
    </>
  )
}

interface ChoiceProps {
  id: string
  name: string
  none: string
  options: Named[]
  value: string | undefined
}

function Choice({ id, name, none, options, value }: ChoiceProps) {
  return (
    <select id={id} name={name} defaultValue={value ?? ''} className={FIELD}>
      <option value="">{none}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}

interface FieldProps {
  label: string
  className?: string
  children: (id: string) => ReactNode
}

function Field({ label, className = '', children }: FieldProps) {
  const id = useId()
  return (
    <div className={`grid min-w-0 grid-cols-1 gap-1 ${className}`}>
      <label htmlFor={id} className="text-note text-ink-3">
        {label}
      </label>
      {children(id)}
    </div>
  )
}
