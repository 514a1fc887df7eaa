/** Rows of the audit trail in the reader's words; what no dictionary knows stays as it was written. */
import 'server-only'
import { getLocale, getTranslations } from 'next-intl/server'
import { yuanOf } from '../../../lib/app-state/cost-entry.ts'
import { definitionOf } from '../../../lib/filters/ask.ts'
import { EVERY_DISEASE, RULES } from '../../../lib/metrics/at-risk/rules.ts'
import { isMetricId } from '../../../lib/metrics/catalog.ts'
import { type ListState, RISK_RULES } from '../../../lib/metrics/metric.ts'
import { percent } from '../../ui/figures/format.ts'
import { languageOf } from '../../ui/i18n/language.ts'
import { listTitle } from '../../ui/people/list-title.ts'
import { type ValueWords, valueLabel } from '../../ui/shell/option-labels.ts'

type Detail = string | number | boolean | null | Detail[] | { [name: string]: Detail }

export interface TrailWords {
  target(target: string): Promise<string>
  detail(target: string, detail: string): string
}

/** Dictionaries of everything that a row may name. */
export async function trailWords(): Promise<TrailWords> {
  const language = languageOf(await getLocale())
  const [t, values, filters] = [
    await getTranslations('admin.trail'),
    await getTranslations('values'),
    await getTranslations('filters'),
  ]
  const [people, steps, limits] = [
    await getTranslations('people'),
    await getTranslations('funnel.step'),
    await getTranslations('exports.limits'),
  ]
  const codes = await codeWords()
  const titleOf = async (metric: string) => (isMetricId(metric) ? (await definitionOf(metric)).title[language] : metric)
  const nameOf = (name: string) =>
    t.has(`names.${name}`) ? t(`names.${name}`) : filters.has(name) ? filters(name) : name
  const code = (name: string, value: string) => codes(name, value) ?? valueLabel(values, value)

  async function target(text: string): Promise<string> {
    if (text === 'person') return t('targets.person')
    const [kind = '', name = '', disease = ''] = text.split('.')
    if (kind === 'goal') return t('targets.goal', { metric: await titleOf(name) })
    if (kind === 'export') return limits.has(name) ? limits(name) : text
    const rule = RISK_RULES.find((id) => id === name)
    if (kind === 'threshold' && rule) {
      const whose = disease === EVERY_DISEASE ? t('targets.everybody') : valueLabel(values, disease)
      return t('targets.threshold', { rule: RULES[rule].title[language], disease: whose })
    }
    const [metric = '', list] = text.split('/')
    if (list === undefined) return text
    if (t.has(`targets.${metric}`)) return t(`targets.${metric}`, { id: list })
    return people('title', { metric: await titleOf(metric), list: listTitle(list as ListState, people, steps) })
  }

  function words(name: string, value: Detail, isShare: boolean): string {
    if (value === null || value === '') return t('nothing')
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
    if (name === 'amountFen' && typeof value === 'number') return `¥${yuanOf(value)}`
    if (typeof value === 'number') return isShare ? percent(value) : String(value)
    if (typeof value === 'string') return code(name, value)
    if (name === 'where' && Array.isArray(value)) return value.map(condition).join(t('and')) || t('nothing')
    if (Array.isArray(value)) return value.map((one) => words(name, one, isShare)).join(t('and')) || t('nothing')
    return Object.entries(value)
      .map(([inner, one]) => pair(inner, one, isShare))
      .join(' · ')
  }

  /** A change of one number is written as from what to what. */
  function pair(name: string, value: Detail, isShare: boolean): string {
    const said = words(name, value, isShare)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? t('group', { name: nameOf(name), value: said })
      : t('pair', { name: nameOf(name), value: said })
  }

  function condition(one: Detail): string {
    const [key, value] = Array.isArray(one) ? one : [null, null]
    return typeof key === 'string' && typeof value === 'string' ? pair(key, value, false) : JSON.stringify(one)
  }

  return {
    target,
    detail: (of, detail) => (detail === '' ? '' : words('', JSON.parse(detail) as Detail, of.startsWith('goal.'))),
  }
}

/** Codes whose words depend on what they are of. */
async function codeWords(): Promise<(name: string, value: string) => string | null> {
  const [roles, formats, entered, t] = [
    await getTranslations('account.roles'),
    await getTranslations('exports.formats'),
    await getTranslations('channels.entered.categories'),
    await getTranslations('admin.trail'),
  ]
  const of: Readonly<Record<string, ValueWords>> = { role: roles, format: formats, category: entered }
  return (name, value) => {
    if (value === '*' || value === 'all') return t('everything')
    const dictionary = of[name]
    if (dictionary?.has(value)) return dictionary(value)
    return t.has(`reasons.${value.replaceAll(' ', '-')}`) ? t(`reasons.${value.replaceAll(' ', '-')}`) : null
  }
}
