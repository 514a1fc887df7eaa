'use client'

import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { RiskThreshold } from '../../../lib/app-state/risk.ts'
import { EVERY_DISEASE, RULES } from '../../../lib/metrics/at-risk/rules.ts'
import { RISK_RULES, type RiskRule } from '../../../lib/metrics/metric.ts'
import { send } from '../api.ts'
import { languageOf } from '../i18n/language.ts'
import { usePending } from '../shell/pending.tsx'
import { HospitalWide } from './hospital-wide.tsx'
import { ThresholdTable } from './threshold-table.tsx'

const FIELD = 'h-9 w-full rounded-md border border-line-strong bg-surface px-2 text-body text-ink'

interface ThresholdsProps {
  /** What the hospital has set otherwise than the program. */
  own: readonly RiskThreshold[]
  diseases: readonly string[]
  /** For an account that may not change them. */
  isReadOnly: boolean
  /** Beside the button that saves. */
  children?: ReactNode
}

/** The bounds of the rules, for all and for single diseases: every one in force, and a form for another. */
export function Thresholds({ own, diseases, isReadOnly, children }: ThresholdsProps) {
  const nameOf = useDiseaseName()
  if (!isReadOnly) return <ThresholdForm {...{ own, diseases, nameOf, children }} />
  return (
    <div className="grid gap-3">
      <HospitalWide />
      <ThresholdTable own={own} nameOf={nameOf} />
      <div className="flex justify-end">{children}</div>
    </div>
  )
}

function useDiseaseName(): (disease: string) => string {
  const t = useTranslations('atRisk.thresholds')
  const values = useTranslations('values')
  return (id) => (id === EVERY_DISEASE ? t('everybody') : values.has(id) ? values(id) : id)
}

interface ThresholdFormProps extends Omit<ThresholdsProps, 'isReadOnly'> {
  nameOf: (disease: string) => string
}

function ThresholdForm({ own, diseases, nameOf, children }: ThresholdFormProps) {
  const t = useTranslations('atRisk.thresholds')
  const language = languageOf(useLocale())
  const router = useRouter()
  const { startTransition } = usePending()
  const [rule, setRule] = useState<RiskRule>('review-overdue-60d')
  const [disease, setDisease] = useState<string>(EVERY_DISEASE)
  const [text, setText] = useState('')
  const [said, setSaid] = useState<{ text: string; isError: boolean } | null>(null)
  const { threshold } = RULES[rule]
  const put = async (change: { rule: RiskRule; disease: string; value: number | null }) => {
    try {
      await send('PUT', '/api/risk/thresholds', change)
      setSaid({ text: t('saved'), isError: false })
      setText('')
      startTransition(() => router.refresh())
    } catch (error) {
      setSaid({ text: error instanceof Error ? error.message : String(error), isError: true })
    }
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (text !== '') void put({ rule, disease, value: Number(text) })
  }
  return (
    <>
      <ThresholdTable own={own} nameOf={nameOf} onReset={(entry) => void put({ ...entry, value: null })} />
      <form onSubmit={save} className="mt-3 grid grid-cols-2 gap-3 text-note text-ink-2">
        <label className="grid gap-1">
          {t('rule')}
          <select value={rule} onChange={(e) => setRule(e.target.value as RiskRule)} className={FIELD}>
            {RISK_RULES.map((id) => (
              <option key={id} value={id}>
                {RULES[id].title[language]}
              </option>
            ))}
          </select>
        </label>
        <label className="grid gap-1">
          {t('disease')}
          <select value={disease} onChange={(e) => setDisease(e.target.value)} className={FIELD}>
            {[EVERY_DISEASE, ...diseases].map((id) => (
              <option key={id} value={id}>
                {nameOf(id)}
              </option>
            ))}
          </select>
        </label>
        <label className="col-span-2 grid gap-1">
          {t('value', { min: threshold.min, max: threshold.max, value: threshold.default })}
          <input
            type="number"
            min={threshold.min}
            max={threshold.max}
            step={threshold.unit === 'days' ? 1 : 0.1}
            value={text}
            onChange={(e) => setText(e.target.value)}
            className={FIELD}
          />
        </label>
        <div className="col-span-2 flex flex-wrap items-center justify-end gap-2">
          <p role="status" className={`mr-auto ${said?.isError ? 'text-bad' : 'text-ink-2'}`}>
            {said?.text}
          </p>
          {children}
          <button
            type="submit"
            disabled={text === ''}
            className="h-9 rounded-md bg-accent px-4 text-on-accent disabled:bg-sunken disabled:text-ink-3"
          >
            {t('save')}
          </button>
        </div>
      </form>
    </>
  )
}
