'use client'

import { Download } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Format } from '../../../lib/export/purposes.ts'
import { download } from '../charts/png.ts'
import { useExportProblem } from './use-export-problem.ts'

/** Fetches the file of an export: it works once. */
export function DownloadButton({ no, format }: { no: string; format: Format }) {
  const t = useTranslations('exports')
  const router = useRouter()
  const problemOf = useExportProblem()
  const [state, setState] = useState<'ready' | 'working' | 'done'>('ready')
  const [problem, setProblem] = useState<string | null>(null)
  const fetchFile = async () => {
    setState('working')
    const answer = await fetch(`/api/exports/${no}/file`, { method: 'POST' }).catch(() => null)
    if (answer?.ok) {
      download(await answer.blob(), `longrun-${no}.${format}`)
      setState('done')
    } else {
      const body: unknown = await answer?.json().catch(() => ({}))
      setProblem(problemOf({ status: answer?.status ?? 0, body: typeof body === 'object' && body ? { ...body } : {} }))
      setState('ready')
    }
    router.refresh()
  }
  return (
    <>
      {problem !== null && (
        <p role="alert" className="text-note text-bad">
          {problem}
        </p>
      )}
      <button
        type="button"
        disabled={state !== 'ready'}
        onClick={() => void fetchFile()}
        className="flex h-9 items-center gap-1.5 rounded-md bg-accent px-4 whitespace-nowrap text-on-accent disabled:bg-sunken disabled:text-ink-3"
      >
        <Download size={14} aria-hidden="true" />
        {state === 'working' ? t('working') : t(state === 'done' ? 'states.used' : 'download')}
      </button>
    </>
  )
}
