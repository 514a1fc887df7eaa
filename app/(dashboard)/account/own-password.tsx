'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { request } from '../../ui/api.ts'
import { Field } from '../../ui/forms/field.tsx'

const RULES = ['short', 'short-admin', 'long', 'classes', 'username', 'used'] as const
type Outcome = (typeof RULES)[number] | 'changed' | 'wrong' | 'locked' | 'different' | 'failed'

/** Changes the own password; every rule that it breaks has its sentence. */
export function OwnPassword({ isAdmin }: { isAdmin: boolean }) {
  const t = useTranslations('account.password')
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [isBusy, setBusy] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const typed = new FormData(form)
    if (typed.get('next') !== typed.get('again')) return setOutcome('different')
    setBusy(true)
    const { status, body } = await request('POST', '/api/auth/password', {
      current: String(typed.get('current')),
      next: String(typed.get('next')),
    })
    setBusy(false)
    if (status === 200) form.reset()
    setOutcome(outcomeOf(status, body))
  }
  return (
    <section aria-label={t('title')} className="rounded-md border border-line bg-surface p-4">
      <h2 className="text-section font-strong">{t('title')}</h2>
      <form onSubmit={submit} className="mt-3 flex flex-col gap-4">
        <Field label={t('current')} name="current" type="password" autoComplete="current-password" required />
        <Field
          label={t('next')}
          name="next"
          type="password"
          autoComplete="new-password"
          required
          hint={t('rules', { length: isAdmin ? 12 : 10 })}
        />
        <Field label={t('again')} name="again" type="password" autoComplete="new-password" required />
        <p role="alert" className={outcome === 'changed' ? 'text-note text-good' : 'text-note text-bad'}>
          {outcome && t(`outcomes.${outcome}`)}
        </p>
        <button
          type="submit"
          disabled={isBusy}
          className="h-9 self-start rounded-md bg-accent px-4 font-strong text-on-accent disabled:opacity-60"
        >
          {t('submit')}
        </button>
      </form>
    </section>
  )
}

function outcomeOf(status: number, { rule, error }: Readonly<Record<string, unknown>>): Outcome {
  if (status === 200) return 'changed'
  if (error === 'wrong' || error === 'locked') return error
  return RULES.find((known) => known === rule) ?? 'failed'
}
