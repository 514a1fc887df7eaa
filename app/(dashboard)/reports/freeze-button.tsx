'use client'

import { Lock } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { parseAsString, useQueryState } from 'nuqs'
import { useState } from 'react'

interface FreezeButtonProps {
  asOf: string
  filters: Readonly<Record<string, string[]>>
}

/** Keeps the month as it is now, then shows what was kept. */
export function FreezeButton({ asOf, filters }: FreezeButtonProps) {
  const t = useTranslations('reports.tools')
  const router = useRouter()
  const [, setShow] = useQueryState('show', parseAsString)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const freeze = async () => {
    setBusy(true)
    setProblem(await keep({ asOf, filters }))
    await setShow(null)
    router.refresh()
    setBusy(false)
  }
  return (
    <>
      <button
        type="button"
        disabled={isBusy}
        onClick={() => void freeze()}
        className="flex h-8 items-center gap-1.5 rounded-md border border-accent bg-accent px-3 whitespace-nowrap text-on-accent disabled:opacity-60"
      >
        <Lock size={14} aria-hidden="true" />
        {isBusy ? t('freezing') : t('freeze')}
      </button>
      {problem !== null && (
        <p role="alert" className="text-note text-bad">
          {t('freezeFailed', { reason: problem })}
        </p>
      )}
    </>
  )
}

/** @returns what went wrong, in one line; null when it is kept */
async function keep(body: FreezeButtonProps): Promise<string | null> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch('/api/reports', { method: 'POST', headers, body: JSON.stringify(body) }).catch(() => null)
  if (answer?.ok) return null
  const said = (await answer?.json().catch(() => null)) as { error?: string } | null | undefined
  return said?.error ?? String(answer?.status ?? '')
}
