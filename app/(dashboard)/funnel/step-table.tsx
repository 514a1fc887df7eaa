import { useLocale, useTranslations } from 'next-intl'
import type { Selection } from '../../../lib/filters/selection.ts'
import type { Figure, FunnelList, PersonStep } from '../../../lib/metrics/metric.ts'
import { FUNNEL_STEPS, type FunnelStep } from '../../../lib/metrics/shared/funnel/steps.ts'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { useFigureWords } from '../../ui/figures/figure-words.ts'
import { decimal, duration, integer, interval, percent } from '../../ui/figures/format.ts'
import { languageOf } from '../../ui/i18n/language.ts'
import { peopleLink } from '../../ui/people/people-link.ts'
import { useReason } from '../../ui/states/figure-state.tsx'
import type { Cell, CellData, TableData } from '../../ui/table/model.ts'
import { TablePanel } from '../../ui/table/table-panel.tsx'
import type { FunnelPage } from './gather.ts'

/** The table below the funnel: 36 px a row, every count of people opens them. */
export function StepTable({ data, selection }: { data: FunnelPage; selection: Selection }) {
  const t = useTranslations('funnel.table')
  return (
    <TablePanel
      title={t('title')}
      subtitle={t('subtitle')}
      table={useStepTable(data, selection)}
      fileName={`longrun-funnel-steps-${data.asOf}`}
    />
  )
}

/** The eight steps as a table; every count of people opens them. */
export function useStepTable(data: FunnelPage, selection: Selection): TableData {
  const t = useTranslations('funnel')
  const row = useRow(data, selection)
  const titles = useTranslations('funnel.table')
  const numeric = (id: string, more = {}) => ({ id, title: titles(id), isNumeric: true, ...more })
  return {
    columns: [
      { id: 'step', title: titles('step'), isPinned: true },
      ...['people', 'rate', 'fromJoin', 'time', 'waiting', 'dropped', 'slow'].map((id) => numeric(id)),
      numeric('slowFrom', { isHidden: true }),
      ...['any', 'anyFromJoin'].map((id) => numeric(id)),
    ],
    rows: FUNNEL_STEPS.map((step) => ({ id: step, cells: { step: t(`step.${step}`), ...row(step) } })),
  }
}

function useRow(data: FunnelPage, selection: Selection): (step: FunnelStep) => Record<string, Cell> {
  const words = useFigureWords()
  const reason = useReason()
  const t = useTranslations('funnel.table')
  const language = languageOf(useLocale())
  const { strict, any } = data.steps
  const link = (list: FunnelList) => peopleLink(selection, data.strict.question, list)
  const count = (figure: Figure | undefined, value: number | null, href?: string): CellData => {
    if (!figure || value === null) return { text: '—', value: null, ...(figure && { reason: reason(figure) }) }
    return { text: integer(value), value, ...(href !== undefined && value > 0 && { href }) }
  }
  return (step) => {
    const [one, other] = [strict[step], any[step]]
    const part = (name: string) => partOf(one, name)
    const people = one?.state === 'immature' ? null : (one?.numerator ?? null)
    if (step === 'exposure' || step === 'click') {
      const rate = part('stepRate')
      return { people: count(one, people), rate: { text: percent(rate), value: rate } }
    }
    const perClick = part('perClick')
    const ratio = perClick !== null && {
      text: t('ratio', { rate: decimal(perClick * 1000, 1) }),
      value: perClick,
      reason: t('ratioHelp'),
    }
    const hours = part('medianHours')
    return {
      people: count(one, people, link(step)),
      rate: step === 'join' ? ratio || '' : rateCell(part, language),
      fromJoin: words.cell(one, 'ratio', { hasInterval: true }),
      time: step === 'join' ? '' : { text: duration(hours, language), value: hours },
      waiting: count(one, part('inProgress'), link(`${step}-in-progress`)),
      ...(step !== 'join' && later(step, part)),
      any: count(other, other?.state === 'immature' ? null : (other?.numerator ?? null), anyLink(step)),
      anyFromJoin: words.cell(other, 'ratio', { hasInterval: true }),
    }
  }

  function later(step: PersonStep, part: (name: string) => number | null): Record<string, Cell> {
    const from = part('slowHours')
    return {
      dropped: count(strict[step], part('dropped'), link(`${step}-dropped`)),
      slow: count(strict[step], part('slow'), link(`${step}-slow`)),
      slowFrom: { text: duration(from, language), value: from },
    }
  }

  function anyLink(step: PersonStep): string | undefined {
    return peopleLink(selection, data.any.question, step)
  }
}

function rateCell(part: (name: string) => number | null, language: 'zh' | 'en'): CellData {
  const rate = part('stepRate')
  if (rate === null) return { text: '—', value: null }
  return { text: percent(rate), value: rate, note: interval(part('stepLow'), part('stepHigh'), 'ratio', language) }
}
