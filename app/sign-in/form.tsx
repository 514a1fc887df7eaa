'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { request } from '../ui/api.ts'
import { Field } from '../ui/forms/field.tsx'

type Problem = 'wrong' | 'locked' | 'tooMany' | 'unreachable'

/** Name and password. What went wrong is said in words below them, and read out. */
export function SignInForm() {
  const t = useTranslations('signIn')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isBusy, setBusy] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = new FormData(event.currentTarget)
    setBusy(true)
    const { status, body } = await request('POST', '/api/auth/sign-in', {
      username: String(typed.get('username')),
      password: String(typed.get('password')),
    })
    if (status === 200) {
      // A full load: nothing that was rendered for somebody else stays in this tab.
      window.location.assign(typeof body.home === 'string' ? body.home : '/')
      return
    }
    setBusy(false)
    setProblem(problemOf(status, body.error))
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label={t('username')} name="username" autoComplete="username" autoFocus required maxLength={64} />
      <Field
        label={t('password')}
        name="password"
        type="password"
        autoComplete="current-password"
        required
        maxLength={256}
      />
      <p role="alert" className={problem ? 'text-note text-bad' : 'sr-only'}>
        {problem && t(`problems.${problem}`)}
      </p>
      <button
        type="submit"
        disabled={isBusy}
        className="h-10 rounded-md bg-accent font-strong text-on-accent disabled:opacity-60"
      >
        {isBusy ? t('checking') : t('submit')}
      </button>
      <p className="text-note text-ink-3">{t('forgotten')}</p>
    </form>
  )
}

function problemOf(status: number, error: unknown): Problem {
  if (status === 401 || status === 400) return 'wrong'
  if (status === 429) return error === 'locked' ? 'locked' : 'tooMany'
  return 'unreachable'
}
