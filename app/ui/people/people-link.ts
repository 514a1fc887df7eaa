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
  const query = new URLSearchParams({ metric: question.metric, list, asOf: question.asOf })
  for (const [key, values] of Object.entries(selection.filters)) for (const v of values) query.append(key, v)
  for (const [key, value] of Object.entries(question.parameters ?? {})) query.set(key, value)
  if (question.from !== undefined && question.to !== undefined) {
    query.set('from', question.from)
    query.set('to', question.to)
  }
  for (const [key, value] of Object.entries(extra)) query.set(key, value)
  return `/people?${query}`
}
