'use client'

import { Dialog } from '@base-ui/react/dialog'
import { UserPlus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import type { Account } from '../../../lib/auth/account.ts'
import { Field } from '../../ui/forms/field.tsx'
import type { ScopeOptions } from './gather.ts'
import { ScopePicker } from './scope-picker.tsx'

const ROLES = ['manager', 'marketer', 'operator', 'admin'] as const
const KEYS = ['hospital', 'department', 'group'] as const

interface DialogProps {
  /** The account to change; a new one where absent. */
  account?: Account
  options: ScopeOptions
  change: (body: { action: string; username: string; [name: string]: unknown }) => Promise<boolean>
}

/** Makes an account, or changes what one may see. */
export function AccountDialog({ account, options, change }: DialogProps) {
  const t = useTranslations('admin.users')
  const roles = useTranslations('account.roles')
  const [isOpen, setOpen] = useState(false)
  const [role, setRole] = useState<(typeof ROLES)[number]>(account?.role ?? 'operator')
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = new FormData(event.currentTarget)
    const scope = Object.fromEntries(
      KEYS.map((key) => [key, typed.get(`all-${key}`) ? ['*'] : typed.getAll(key).map(String)]),
    )
    const username = account?.username ?? String(typed.get('username'))
    const isDone = await change(
      account
        ? { action: 'role', username, role, scope }
        : { action: 'add', username, name: String(typed.get('name')), role, scope },
    )
    if (isDone) setOpen(false)
  }
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      {account ? (
        <Dialog.Trigger className="h-8 rounded-md px-2 text-accent hover:bg-sunken">{t('edit')}</Dialog.Trigger>
      ) : (
        <Dialog.Trigger className="flex h-9 items-center gap-2 rounded-md bg-accent px-3 font-strong text-on-accent">
          <UserPlus size={16} aria-hidden="true" />
          {t('add')}
        </Dialog.Trigger>
      )}
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-ink/40" />
        <Dialog.Popup className="fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-32px)] w-[calc(100vw-32px)] max-w-120 -translate-x-1/2 -translate-y-1/2 flex-col overflow-y-auto rounded-md border border-line-strong bg-surface p-6 shadow-pop outline-none">
          <Dialog.Title className="text-section font-strong">
            {account ? t('editTitle', { name: account.username }) : t('add')}
          </Dialog.Title>
          <form onSubmit={submit} className="mt-4 flex flex-col gap-4">
            {!account && (
              <>
                <Field
                  label={t('columns.username')}
                  hint={t('usernameHint')}
                  name="username"
                  required
                  maxLength={32}
                  pattern="[A-Za-z0-9][A-Za-z0-9._\-]+"
                  autoComplete="off"
                />
                <Field label={t('columns.name')} name="name" required maxLength={64} autoComplete="off" />
              </>
            )}
            <fieldset>
              <legend className="text-note font-strong text-ink-2">{t('columns.role')}</legend>
              {ROLES.map((value) => (
                <label key={value} className="mt-1 flex cursor-pointer items-baseline gap-2">
                  <input
                    type="radio"
                    name="role"
                    className="accent-accent"
                    checked={role === value}
                    onChange={() => setRole(value)}
                  />
                  <span className="w-14 shrink-0">{roles(value)}</span>
                  <span className="text-note text-ink-3">{t(`sees.${value}`)}</span>
                </label>
              ))}
            </fieldset>
            {role !== 'admin' &&
              KEYS.map((key) => (
                <ScopePicker key={key} name={key} options={options[key]} chosen={account?.scope[key] ?? 'all'} />
              ))}
            <div className="flex justify-end gap-2">
              <Dialog.Close className="h-9 rounded-md px-4 text-ink-2 hover:bg-sunken">{t('cancel')}</Dialog.Close>
              <button type="submit" className="h-9 rounded-md bg-accent px-4 font-strong text-on-accent">
                {account ? t('save') : t('add')}
              </button>
            </div>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
