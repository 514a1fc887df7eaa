import type { Question } from '../../../lib/filters/ask.ts'
import type { Selection } from '../../../lib/filters/selection.ts'
import type { ListState } from '../../../lib/metrics/metric.ts'

/** Address of the people behind a count: the same question, with the list that the count is of; none for who may not see them. */
export function peopleLink(
  selection: Selection,
  question: Question,
  list: ListState,
  extra: Readonly<Record<string, string>> = {},
): string | undefined {
  if (selection.withoutPeople) return undefined
  const asked: Record<string, string | readonly string[]> = { metric: question.metric, list, asOf: question.asOf }
  Object.assign(asked, selection.filters, question.parameters)
  if (question.from !== undefined && question.to !== undefined) {
    asked.from = question.from
    asked.to = question.to
  }
  Object.assign(asked, extra)
  // By hand: a heatmap has hundreds of these links, and URLSearchParams takes ten times as long.
  let query = ''
  for (const [key, values] of Object.entries(asked)) {
    for (const value of typeof values === 'string' ? [values] : values) {
      query += `${query === '' ? '' : '&'}${key}=${encodeURIComponent(value)}`
    }
  }
  return `/people?${query}`
}
