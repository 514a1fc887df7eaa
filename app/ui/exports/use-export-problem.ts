import { useTranslations } from 'next-intl'
import type { Answered } from '../api.ts'

/** Why the server gave no file, in words; its own line where there are none. */
export function useExportProblem(): (answer: Answered) => string {
  const t = useTranslations('exports.rules')
  return ({ status, body }) => {
    const rule = String(body.rule ?? '')
    return t.has(rule) ? t(rule) : String(body.error ?? `HTTP ${status}`)
  }
}
