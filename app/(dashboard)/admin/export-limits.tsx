'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { EXPORT_LIMITS, type ExportLimit, type ExportLimits } from '../../../lib/export/limits.ts'
import { request } from '../../ui/api.ts'

const LIMITS = Object.keys(EXPORT_LIMITS) as ExportLimit[]

/** How much may leave without a second person, and how often. */
export function ExportLimitsForm({ limits, canChange }: { limits: ExportLimits; canChange: boolean }) {
  const t = useTranslations('exports.limits')
  return (
    <section aria-label={t('title')} className="max-w-200 rounded-md border border-line bg-surface p-4">
      <h2 className="text-section font-strong">{t('title')}</h2>
      <p className="text-note text-ink-3">
        {t('text')} {!canChange && t('fixed')}
      </p>
      <ul className="mt-3 flex flex-col divide-y divide-line">
        {LIMITS.map((limit) =>
          canChange ? (
            <Limit key={limit} limit={limit} value={limits[limit]} />
          ) : (
            <li key={limit} className="flex gap-x-4 py-3">
              <span className="w-40 font-strong">{t(limit)}</span>
              {limits[limit]}
            </li>
          ),
        )}
      </ul>
    </section>
  )
}

function Limit({ limit, value }: { limit: ExportLimit; value: number }) {
  const t = useTranslations('exports.limits')
  const router = useRouter()
  const [said, setSaid] = useState<'saved' | 'failed' | null>(null)
  const { least, most } = EXPORT_LIMITS[limit]
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const asked = Number(new FormData(event.currentTarget).get('value'))
    const { status } = await request('POST', '/api/admin/export-limits', { limit, value: asked })
    setSaid(status === 200 ? 'saved' : 'failed')
    if (status === 200) router.refresh()
  }
  return (
    <li className="py-3">
      <form onSubmit={(event) => void submit(event)} className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <label htmlFor={`limit-${limit}`} className="w-40 font-strong">
          {t(limit)}
        </label>
        <input
          id={`limit-${limit}`}
          name="value"
          type="number"
          min={least}
          max={most}
          step="1"
          required
          defaultValue={value}
          className="h-9 w-24 rounded-md border border-line-strong bg-surface px-2 text-right"
        />
        <button type="submit" className="h-9 rounded-md bg-accent px-3 font-strong text-on-accent">
          {t('save')}
        </button>
        <span role="status" className={`text-note ${said === 'failed' ? 'text-bad' : 'text-ink-3'}`}>
          {said && t(said)}
        </span>
      </form>
    </li>
  )
}
