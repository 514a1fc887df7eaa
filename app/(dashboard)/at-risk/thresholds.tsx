'use client'

import { Dialog } from '@base-ui/react/dialog'
import { SlidersHorizontal } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { RULES } from '../../../lib/metrics/at-risk/rules.ts'
import { type Answer, RISK_RULES, type RiskRule } from '../../../lib/metrics/metric.ts'
import { send } from '../../ui/api.ts'
import { usePending } from '../../ui/shell/pending.tsx'
import type { AtRiskPage } from './gather.ts'
import { useRuleTitle } from './words.ts'

const FIELD = 'h-9 w-full rounded-md border border-line-strong bg-surface px-2 text-body text-ink'

/** The bounds of the rules, for all and for single diseases. */
export function Thresholds({ data, diseases }: { data: AtRiskPage; diseases: readonly string[] }) {
  const t = useTranslations('atRisk.thresholds')
  const values = useTranslations('values')
  const title = useRuleTitle()
  const router = useRouter()
  const { startTransition } = usePending()
  const [rule, setRule] = useState<RiskRule>('review-overdue-60d')
  const [disease, setDisease] = useState('*')
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const { threshold } = RULES[rule]
  const own = ownThresholds(data.risk.answer)
  const nameOf = (id: string) => (id === '*' ? t('everybody') : values.has(id) ? values(id) : id)
  const put = async (body: { rule: string; disease: string; value: number | null }) => {
    try {
      await send('PUT', '/api/risk/thresholds', body)
      setProblem(null)
      setText('')
      startTransition(() => router.refresh())
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (text !== '') void put({ rule, disease, value: Number(text) })
  }
  return (
    <Dialog.Root>
      <Dialog.Trigger className="flex h-8 items-center gap-1 rounded-md px-2 text-note text-ink-2 hover:bg-sunken hover:text-ink">
        <SlidersHorizontal size={14} aria-hidden="true" />
        {t('open')}
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-backdrop" />
        <Dialog.Popup className="fixed top-1/2 left-1/2 z-50 max-h-[90vh] w-128 max-w-[calc(100vw-24px)] -translate-x-1/2 -translate-y-1/2 overflow-auto rounded-md border border-line-strong bg-surface p-4 shadow-pop outline-none">
          <Dialog.Title className="text-section font-strong">{t('title')}</Dialog.Title>
          <Dialog.Description className="text-note leading-5 text-ink-3">{t('text')}</Dialog.Description>
          <ul className="mt-3 grid gap-1">
            {own.length === 0 && <li className="text-note text-ink-3">{t('defaults')}</li>}
            {own.map((entry) => (
              <li key={`${entry.rule}:${entry.disease}`} className="flex items-center gap-2 text-note">
                <span>
                  {title(entry.rule)} · {nameOf(entry.disease)}:{' '}
                  {t(`units.${RULES[entry.rule].threshold.unit}`, { value: entry.value })}
                </span>
                <button
                  type="button"
                  onClick={() => void put({ rule: entry.rule, disease: entry.disease, value: null })}
                  className="ml-auto h-8 rounded-md px-2 text-ink-3 hover:bg-sunken hover:text-ink"
                >
                  {t('reset')}
                </button>
              </li>
            ))}
          </ul>
          <form onSubmit={save} className="mt-3 grid grid-cols-2 gap-3 border-t border-line pt-3 text-note text-ink-2">
            <label className="grid gap-1">
              {t('rule')}
              <select value={rule} onChange={(e) => setRule(e.target.value as RiskRule)} className={FIELD}>
                {RISK_RULES.map((id) => (
                  <option key={id} value={id}>
                    {title(id)}
                  </option>
                ))}
              </select>
            </label>
            <label className="grid gap-1">
              {t('disease')}
              <select value={disease} onChange={(e) => setDisease(e.target.value)} className={FIELD}>
                {['*', ...diseases].map((id) => (
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
            {problem !== null && (
              <p role="alert" className="col-span-2 text-bad">
                {problem}
              </p>
            )}
            <div className="col-span-2 flex justify-end gap-2">
              <Dialog.Close className="h-9 rounded-md px-3 text-ink-2 hover:bg-sunken">{t('close')}</Dialog.Close>
              <button
                type="submit"
                disabled={text === ''}
                className="h-9 rounded-md bg-accent px-4 text-on-accent disabled:bg-sunken disabled:text-ink-3"
              >
                {t('save')}
              </button>
            </div>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** Thresholds that are not the defaults, as the answer understood them. */
function ownThresholds({ parameters }: Answer): { rule: RiskRule; disease: string; value: number }[] {
  const all = RISK_RULES.flatMap((rule) => {
    const { parameter, default: usual } = RULES[rule].threshold
    const value = Number(parameters[parameter] ?? usual)
    return value === usual ? [] : [{ rule, disease: '*', value }]
  })
  const single = (parameters.perDisease ?? '').split(',').flatMap((entry) => {
    const [rule, disease, value] = entry.split(':')
    const known = RISK_RULES.find((id) => id === rule)
    return known && disease && value ? [{ rule: known, disease, value: Number(value) }] : []
  })
  return [...all, ...single]
}
