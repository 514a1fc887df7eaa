'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'

/** What happened, what to do, an id to quote. Never a stack. */
export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations('error')
  const [time] = useState(() => new Date().toISOString().slice(0, 19).replace('T', ' '))
  const digest = typeof error === 'object' && error !== null && 'digest' in error ? String(error.digest) : null
  return (
    <section role="alert" className="mx-auto mt-16 max-w-160 rounded-md border border-bad bg-surface p-6">
      <h1 className="text-page font-strong">{t('title')}</h1>
      <p className="mt-2 text-ink-2">{t('text')}</p>
      <p className="mt-2 text-note text-ink-3">{t('id', { id: digest ?? t('unknown'), time: `${time} UTC` })}</p>
      <button
        type="button"
        onClick={() => retry()}
        className="mt-4 h-9 rounded-md bg-accent px-4 font-strong text-on-accent"
      >
        {t('retry')}
      </button>
    </section>
  )
}
