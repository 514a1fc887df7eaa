/** What a monthly report asks: each section as a list of metric calls. Everything that it shows comes from these. */

import type { Question } from '../filters/ask.ts'
import { isMetricId } from '../metrics/catalog.ts'
import { earlier, monthBefore, type ReportMonth } from './month.ts'

export const SECTIONS = ['checkpoints', 'figures', 'funnel', 'channels', 'members', 'lists', 'quality'] as const
export type SectionId = (typeof SECTIONS)[number]

/** Days that a call is about: the month, or people who joined three months before, whose 90 days have just passed. */
type Span = 'month' | 'joined'

export interface Call {
  id: string
  section: SectionId
  metric: string
  parameters?: Readonly<Record<string, string>>
  by?: string
  span?: Span
  /** Asked for the month before too, as `<id>@before`. */
  isCompared?: boolean
  /** Costs are known by whole months only. */
  needsWholeMonth?: boolean
}

const CALLS: readonly Call[] = [
  { id: 'activity', section: 'checkpoints', metric: 'activity', isCompared: true },
  { id: 'activity-cohorts', section: 'checkpoints', metric: 'activity', by: 'month' },
  {
    ...{ id: 'retention', section: 'checkpoints', metric: 'retention', isCompared: true },
    ...{ parameters: { months: '6' }, by: 'cohort' },
  },
  { id: 'return-lift', section: 'checkpoints', metric: 'return-lift', isCompared: true },
  { id: 'referral-lift', section: 'checkpoints', metric: 'referral-lift', isCompared: true },
  { id: 'brand', section: 'checkpoints', metric: 'brand', isCompared: true },
  { id: 'pool', section: 'figures', metric: 'pool', span: 'month', isCompared: true },
  { id: 'revenue', section: 'figures', metric: 'revenue', span: 'month', isCompared: true },
  { id: 'funnel', section: 'funnel', metric: 'funnel' },
  { id: 'funnel-joined', section: 'funnel', metric: 'funnel', span: 'joined', isCompared: true },
  { id: 'cac-month', section: 'channels', metric: 'cac', by: 'channel', span: 'month', needsWholeMonth: true },
  { id: 'cac', section: 'channels', metric: 'cac', by: 'channel' },
  { id: 'ltv', section: 'channels', metric: 'ltv', parameters: { horizon: '180' }, by: 'channel' },
  { id: 'roi', section: 'channels', metric: 'roi', by: 'channel' },
  { id: 'members', section: 'members', metric: 'members', by: 'tier', isCompared: true },
  { id: 'nps', section: 'members', metric: 'nps', isCompared: true },
  { id: 'health', section: 'members', metric: 'health', isCompared: true },
  { id: 'at-risk', section: 'lists', metric: 'at-risk' },
  { id: 'match-rate', section: 'quality', metric: 'match-rate', isCompared: true },
]

/** A call with the days filled in. */
export interface Asking {
  id: string
  section: SectionId
  question: Question
}

export const before = (id: string) => `${id}@before`

/** The questions of a month's report, for the metrics that the catalog has. */
export function askings(month: ReportMonth): Asking[] {
  const known = CALLS.filter((call) => isMetricId(call.metric) && (month.isFinished || !call.needsWholeMonth))
  return known.flatMap((call) => [
    { id: call.id, section: call.section, question: questionOf(call, month) },
    ...(call.isCompared
      ? [{ id: before(call.id), section: call.section, question: questionOf(call, monthBefore(month)) }]
      : []),
  ])
}

/** Months from a join until its steps up to the visit are settled: 90 days. */
const SETTLED = 3

function questionOf({ metric, parameters, by, span }: Call, month: ReportMonth): Question {
  const joined = earlier(month, SETTLED)
  return {
    metric,
    asOf: month.asOf,
    ...(parameters && { parameters }),
    ...(by !== undefined && { by }),
    ...(span === 'month' && { from: month.from, to: month.asOf }),
    ...(span === 'joined' && { from: joined.from, to: joined.asOf }),
  }
}

/** The same question on the command line. */
export function commandOf(
  { metric, asOf, parameters, by, from, to }: Question,
  where: readonly [string, string][],
): string {
  const words = ['longrun', 'metric', metric, '--as-of', asOf]
  for (const [key, value] of [...Object.entries(parameters ?? {}), ...where])
    words.push('--where', quoted(`${key}=${value}`))
  if (by !== undefined) words.push('--by', by)
  if (from !== undefined && to !== undefined) words.push('--from', from, '--to', to)
  return words.join(' ')
}

/** As a shell takes it. */
function quoted(text: string): string {
  return /^[\w=.:@%+,/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
