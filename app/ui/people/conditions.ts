import { filterPairs, type ListQuestion } from '../../../lib/filters/list-question.ts'
import type { FilterOptions } from '../../../lib/filters/options.ts'
import type { Definition } from '../../../lib/metrics/metric.ts'
import type { Language } from '../i18n/language.ts'
import { type ValueWords, valueLabel } from '../shell/option-labels.ts'

export interface ConditionWords {
  values: ValueWords
  filters: ValueWords
  /** Of groups and channels by their ids. */
  names: Readonly<Record<string, string>>
}

/** Names of groups and channels by their ids. */
export function namesOf({ group, channel }: Pick<FilterOptions, 'group' | 'channel'>): Record<string, string> {
  return Object.fromEntries([...channel, ...group].map((o) => [o.value, o.label]))
}

/** The question of a list in words: parameters, filters, period. */
export function conditions(
  { question, list, parameters, filters }: Pick<ListQuestion, 'question' | 'list' | 'parameters' | 'filters'>,
  definition: Definition,
  language: Language,
  words: ConditionWords,
): string[] {
  // The rule of a risk list is its title already.
  const others = Object.entries(parameters).filter(([name, value]) => name !== 'rule' || ![list, 'any'].includes(value))
  const said = others.map(([name, value]) => {
    const title = definition.parameters.find((p) => p.name === name)?.title[language] ?? name
    return `${title}: ${valueLabel(words.values, value)}`
  })
  const chosen = filterPairs(filters).map(
    ([key, value]) => `${words.filters(key)}: ${valueLabel(words.values, words.names[value] ?? value)}`,
  )
  const period = question.from === undefined ? [] : [`${question.from} – ${question.to ?? ''}`]
  return [...said, ...chosen, ...period]
}
