import type { Figure } from '../../../lib/metrics/metric.ts'
import { INCOMPLETE } from '../../../lib/metrics/shared/incomplete.ts'

/** What can be said about a figure in one word. Never by colour alone: each has a glyph and a word. */
export type Status =
  | 'met'
  | 'met_point'
  | 'not_met'
  | 'significantly_higher'
  | 'significantly_lower'
  | 'not_shown'
  | 'insufficient'
  | 'incomplete'
  | 'immature'
  | 'few'
  | 'not_covered'
  | 'empty'
  | 'suppressed'
  | 'not_permitted'

/** The status of a figure: its state where it cannot be judged, else its verdict; null where there is no goal. */
export function statusOf(figure: Figure): Status | null {
  if (figure.state !== 'ok') return figure.state
  return figure.target && figure.notes.includes(INCOMPLETE) ? 'incomplete' : (figure.verdict ?? null)
}

export const STATUS_GLYPH: Record<Status, string> = {
  met: '✓',
  met_point: '○',
  not_met: '✕',
  significantly_higher: '✓',
  significantly_lower: '✕',
  not_shown: '○',
  insufficient: '?',
  incomplete: '?',
  immature: '–',
  few: '?',
  not_covered: '⌀',
  empty: '⌀',
  suppressed: '?',
  not_permitted: '⊘',
}

export const STATUS_CLASS: Record<Status, string> = {
  met: 'border-good bg-good-weak text-good',
  met_point: 'border-accent text-accent',
  not_met: 'border-bad bg-bad-weak text-bad',
  significantly_higher: 'border-good bg-good-weak text-good',
  significantly_lower: 'border-bad bg-bad-weak text-bad',
  not_shown: 'border-line-strong text-ink-2',
  insufficient: 'border-line-strong text-ink-3',
  incomplete: 'border-dashed border-line-strong text-ink-3',
  immature: 'hatched border-line-strong text-ink-2',
  few: 'border-line-strong text-ink-3',
  not_covered: 'border-dashed border-line-strong text-ink-3',
  empty: 'border-dashed border-line-strong text-ink-3',
  suppressed: 'border-line-strong text-ink-3',
  not_permitted: 'border-dashed border-line-strong text-ink-3',
}
