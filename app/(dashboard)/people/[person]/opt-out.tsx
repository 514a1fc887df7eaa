'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '../../../ui/api.ts'

/** Writes down that the person does not want to be contacted, or wants it again. It holds at once. */
export function OptOutButton({ person, isOut }: { person: string; isOut: boolean }) {
  const t = useTranslations('consents')
  const router = useRouter()
  const [problem, setProblem] = useState<string | null>(null)
  const [isSending, setSending] = useState(false)
  const change = async () => {
    setSending(true)
    setProblem(null)
    try {
      const action = { kind: isOut ? 'reopen' : 'optOut' }
      await send('POST', '/api/risk/actions', { rule: 'any', people: [person], action })
      router.refresh()
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
    setSending(false)
  }
  return (
    <div className="mt-3">
      <button
        type="button"
        disabled={isSending}
        onClick={() => void change()}
        className="h-8 rounded-md border border-line-strong bg-surface px-3 text-note text-ink hover:bg-sunken disabled:text-ink-3"
      >
        {t(isOut ? 'takeBack' : 'optOut')}
      </button>
      <p className="mt-1 text-note text-ink-3">{t('optOutText')}</p>
      {problem !== null && (
        <p role="alert" className="text-note text-bad">
          {problem}
        </p>
      )}
    </div>
  )
}
