import { useLocale, useTranslations } from 'next-intl'
import { PERSON_STEPS } from '../../../lib/metrics/metric.ts'
import type { Leak, Weakest } from '../../../lib/metrics/shared/funnel/leaks.ts'
import type { StepRate } from '../../../lib/metrics/shared/funnel/steps.ts'
import { formatValue, integer, interval, percent } from '../../ui/figures/format.ts'
import { languageOf } from '../../ui/i18n/language.ts'

/** The weakest step in a sentence, and the evidence for it. */
export function useFinding(weakest: Weakest): { title: string; evidence: string } {
  const t = useTranslations('funnel.finding')
  const s = useTranslations('funnel.step')
  const and = useTranslations('list')('and')
  const language = languageOf(useLocale())
  const between = (step: StepRate) => interval(step.low, step.high, 'ratio', language)
  if (weakest.kind === 'unknown') return { title: t('unknown'), evidence: t('unknownText') }
  if (weakest.kind === 'tied') {
    const one = (step: StepRate) =>
      t('tiedStep', { step: s(step.step), rate: percent(step.rate), interval: between(step) })
    return {
      title: t('tied', { steps: weakest.steps.map((step) => s(step.step)).join(and) }),
      evidence: weakest.steps.map(one).join(and),
    }
  }
  const { step, next } = weakest
  const before = PERSON_STEPS[PERSON_STEPS.indexOf(step.step) - 1] ?? 'join'
  return {
    title: t('named', {
      step: s(step.step),
      before: s(before),
      from: integer(step.from),
      rate: percent(step.rate),
    }),
    evidence: t('namedText', {
      ...{ reached: integer(step.reached), from: integer(step.from), interval: between(step) },
      ...{ next: s(next.step), nextRate: percent(next.rate), nextInterval: between(next) },
    }),
  }
}

/** A leak in words, with its evidence. */
export function useLeakText(): (leak: Leak) => string {
  const t = useTranslations('funnel.parts')
  const s = useTranslations('funnel.step')
  const language = languageOf(useLocale())
  return ({ step, rest, difference, shortfall }) =>
    t('leak', {
      step: s(step.step),
      rate: percent(step.rate),
      rest: percent(rest),
      difference: formatValue(difference.value, 'points', language),
      interval: interval(difference.low, difference.high, 'points', language),
      shortfall: integer(shortfall),
    })
}
