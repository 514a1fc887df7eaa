'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { request } from '../../ui/api.ts'
import { useExportProblem } from '../../ui/exports/use-export-problem.ts'

/** Lets a list go, or not. */
export function DecisionButtons({ no }: { no: string }) {
  const t = useTranslations('exports')
  const router = useRouter()
  const problemOf = useExportProblem()
  const [isSending, setSending] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const decide = async (decision: 'approve' | 'refuse') => {
    setSending(true)
    const answer = await request('POST', `/api/exports/${no}/decision`, { decision })
    setProblem(answer.status === 200 ? null : problemOf(answer))
    setSending(false)
    router.refresh()
  }
  return (
    <div className="flex flex-wrap items-center gap-2">
      {problem !== null && (
        <p role="alert" className="text-note text-bad">
          {problem}
        </p>
      )}
      <button
        type="button"
        disabled={isSending}
        onClick={() => void decide('refuse')}
        className="h-9 rounded-md border border-line-strong px-4 hover:bg-sunken disabled:text-ink-3"
      >
        {t('refuse')}
      </button>
      <button
        type="button"
        disabled={isSending}
        onClick={() => void decide('approve')}
        className="h-9 rounded-md bg-accent px-4 text-on-accent disabled:bg-sunken disabled:text-ink-3"
      >
        {t('approve')}
      </button>
    </div>
  )
}
