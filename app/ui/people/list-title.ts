import { type ListState, PERSON_STEPS } from '../../../lib/metrics/metric.ts'
import type { ValueWords } from '../shell/option-labels.ts'

interface Words {
  (key: string, values?: Record<string, string>): string
  has(key: string): boolean
}

/** Which people a list holds, in words: `in`, or a step of the funnel and what became of them there. */
export function listTitle(list: ListState, words: Words, steps: ValueWords): string {
  if (words.has(`lists.${list}`)) return words(`lists.${list}`)
  const step = PERSON_STEPS.find((s) => list === s || list.startsWith(`${s}-`))
  if (!step) return list
  const part = list === step ? 'reached' : list.slice(step.length + 1)
  return words(`stepLists.${part}`, { step: steps(step) })
}
