import { useTranslations } from 'next-intl'
import type { Figure } from '../../../lib/metrics/metric.ts'

/** What a figure's notes say in words; codes that a page words itself are left to it. */
export function FigureNotes({ figure }: { figure: Figure }) {
  const t = useTranslations('notes')
  const worded = figure.notes.filter((code) => t.has(code))
  if (worded.length === 0) return null
  return <p className="text-note text-ink-2">{worded.map((code) => t(code)).join(' ')}</p>
}
