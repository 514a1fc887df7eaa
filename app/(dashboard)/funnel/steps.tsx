import { useLocale, useTranslations } from 'next-intl'
import type { Selection } from '../../../lib/filters/selection.ts'
import { type Figure, PERSON_STEPS, type PersonStep } from '../../../lib/metrics/metric.ts'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { type EventStep, FunnelChart, type PeopleStep, type Reach } from '../../ui/charts/funnel-chart.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { decimal, duration, integer, interval, percent } from '../../ui/figures/format.ts'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import { languageOf } from '../../ui/i18n/language.ts'
import { peopleLink } from '../../ui/people/people-link.ts'
import { FigureState, useReason } from '../../ui/states/figure-state.tsx'
import { useFinding } from './finding.ts'
import type { FunnelPage } from './gather.ts'
import { useStepTable } from './step-table.tsx'

interface Props {
  data: FunnelPage
  selection: Selection
}

/** The eight steps: events, the break, people; in order and in any order. */
export function Steps({ data, selection }: Props) {
  const t = useTranslations('funnel')
  const finding = useFinding(data.weakest)
  const events = useEvents(data)
  const people = usePeople(data, selection)
  const { strict, any } = data.steps
  const perClick = strict.join ? partOf(strict.join, 'perClick') : null
  const isSplit = strict.exposure?.notes.includes('events-not-split')
  const visits = [strict.visit, any.visit].map((figure) => figure?.numerator)
  const join = strict.join
  return (
    <ChartFrame
      title={finding.title}
      subtitle={finding.evidence}
      definition={useDefinitionText(data.strict.definition)}
      fileName={`longrun-funnel-${data.asOf}`}
      table={useStepTable(data, selection)}
      note={
        <>
          {typeof visits[0] === 'number' && typeof visits[1] === 'number' && (
            <>{t('skip', { strict: integer(visits[0]), any: integer(visits[1]) })} </>
          )}
          {t('repeatNote')} {isSplit && t('notSplit')} <IgnoredFilters asked={data.strict} />
        </>
      }
    >
      {!join || join.value === null ? (
        <FigureState figure={join ?? data.strict.answer.overall} className="h-60" />
      ) : (
        <FunnelChart
          events={events}
          people={people}
          breakTexts={[
            t('break'),
            perClick === null ? t('breakPlain') : t('breakRatio', { rate: decimal(perClick * 1000, 1) }),
          ]}
          titles={{
            ...{ reached: t('reached'), strict: t('strict'), any: t('any'), rate: t('rate'), step: t('stepRate') },
            ...{ time: t('time'), waiting: t('waiting'), weakest: t('weakest') },
          }}
          label={t('label', { steps: people.map((p) => `${p.label} ${p.strict?.text ?? ''}`).join(', ') })}
        />
      )}
    </ChartFrame>
  )
}

/** Exposures and clicks, as far as they are known. */
function useEvents({ steps: { strict } }: FunnelPage): EventStep[] {
  const t = useTranslations('funnel')
  const reason = useReason()
  return (['exposure', 'click'] as const).map((id) => {
    const figure = strict[id]
    const value = figure?.numerator ?? null
    const rate = figure ? partOf(figure, 'stepRate') : null
    const rateText = rate === null ? '' : t('clickRate', { rate: percent(rate) })
    const known = value === null ? '—' : t('times', { count: integer(value) })
    const text = figure?.state === 'not_covered' ? reason(figure) : known
    return {
      id,
      label: t(`step.${id}`),
      value,
      text,
      rateText,
      tip: { title: t(`step.${id}`), lines: [text, rateText] },
    }
  })
}

function usePeople(data: FunnelPage, selection: Selection): PeopleStep[] {
  const t = useTranslations('funnel')
  const reason = useReason()
  const lines = useLines()
  const language = languageOf(useLocale())
  const { steps, weakest } = data
  const reach = (figure: Figure | undefined): Reach | null =>
    figure && figure.value !== null
      ? {
          share: figure.value,
          text: t('people', { count: integer(figure.numerator), share: percent(figure.value) }),
        }
      : null
  const all =
    (steps.strict.join?.denominator ?? 0) + (steps.strict.join ? (partOf(steps.strict.join, 'inProgress') ?? 0) : 0)
  return PERSON_STEPS.map((id) => {
    const [strict, any] = [steps.strict[id], steps.any[id]]
    const rate = rateOf(strict)
    const waiting = strict ? partOf(strict, 'inProgress') : null
    return {
      id,
      label: t(`step.${id}`),
      strict: reach(strict),
      any: id === 'join' ? null : reach(any),
      reason: strict && strict.value === null && any?.value === null ? reason(strict) : null,
      rate,
      rateText: rate ? percent(rate.value) : '',
      timeText: strict && id !== 'join' ? duration(partOf(strict, 'medianHours'), language) : '',
      waiting: { share: all === 0 ? 0 : (waiting ?? 0) / all, text: integer(waiting) },
      isWeakest: weakest.kind === 'named' && weakest.step.step === id,
      href: peopleLink(selection, data.strict.question, id),
      tip: { title: t(`step.${id}`), lines: lines(id, strict, any) },
    }
  })
}

function rateOf(figure: Figure | undefined): PeopleStep['rate'] {
  const [value, low, high] = ['stepRate', 'stepLow', 'stepHigh'].map((name) => partOf(figure, name))
  return typeof value === 'number' && typeof low === 'number' && typeof high === 'number' ? { value, low, high } : null
}

/** What stands at the pointer: every number with its base. */
function useLines(): (id: PersonStep, strict: Figure | undefined, any: Figure | undefined) => string[] {
  const t = useTranslations('funnel.tip')
  const language = languageOf(useLocale())
  return (id, strict, any) => {
    const counts = (figure: Figure) => ({
      numerator: integer(figure.numerator),
      denominator: integer(figure.denominator),
      share: percent(figure.value),
      interval: interval(figure.low, figure.high, 'ratio', language),
    })
    const rate = rateOf(strict)
    const [from, dropped] = ['stepDenominator', 'dropped'].map((name) => partOf(strict, name))
    const time = partOf(strict, 'medianHours')
    const waiting = partOf(strict, 'inProgress')
    return [
      strict && strict.value !== null ? t('strict', counts(strict)) : '',
      any && any.value !== null && id !== 'join' ? t('any', counts(any)) : '',
      rate && typeof from === 'number'
        ? t('rate', {
            reached: integer(from - (dropped ?? 0)),
            from: integer(from),
            rate: percent(rate.value),
            interval: interval(rate.low, rate.high, 'ratio', language),
          })
        : '',
      time === null ? '' : t('time', { time: duration(time, language) }),
      waiting === null || waiting === 0 ? '' : t('waiting', { count: integer(waiting) }),
      t('open'),
    ].filter((line) => line !== '')
  }
}
