import { useLocale, useTranslations } from 'next-intl'
import type { GroupFigure } from '../../../../lib/metrics/metric.ts'
import { numberOf, partOf, recordOf } from '../../../../lib/metrics/shared/highlights.ts'
import { ChartFrame } from '../../../ui/charts/frame.tsx'
import { RankedChart } from '../../../ui/charts/ranked-chart.tsx'
import { useDefinitionText } from '../../../ui/figures/definition.tsx'
import { useFigureWords } from '../../../ui/figures/figure-words.ts'
import { decimal, formatValue, integer, interval, percent } from '../../../ui/figures/format.ts'
import { IgnoredFilters } from '../../../ui/figures/ignored.tsx'
import { languageOf } from '../../../ui/i18n/language.ts'
import { peopleLink } from '../../../ui/people/people-link.ts'
import { valueLabel } from '../../../ui/shell/option-labels.ts'
import { Notice } from '../../../ui/states/notice.tsx'
import type { TableRow } from '../../../ui/table/model.ts'
import type { PredictedPage } from './gather.ts'

/** Which disease’s people will bring how much, and how near the same way of reckoning came last time. */
export function ByDisease({ data }: { data: PredictedPage }) {
  const t = useTranslations('predicted')
  const v = useTranslations('values')
  const words = useFigureWords()
  const language = languageOf(useLocale())
  const groups = [...(data.predicted.answer.groups ?? [])].sort((a, b) => (b.value ?? -1) - (a.value ?? -1))
  const shown = groups.filter((group) => group.value !== null && group.state !== 'few')
  const holdout = recordOf(data.predicted.answer.overall, 'holdout')
  const tested = numberOf(holdout, 'groupsTested') ?? 0
  const money = (fen: number | null) => formatValue(fen, 'fen', language)
  const tip = (group: GroupFigure) => {
    const proof = recordOf(group, 'holdout')
    const lines = words.detail(group, 'fen').slice(1)
    return {
      title: `${valueLabel(v, group.label)} ${money(group.value)}`,
      lines: [
        t('of', { people: integer(group.denominator) }),
        ...lines,
        t('disease.last', { predicted: money(numberOf(proof, 'predicted')), actual: money(numberOf(proof, 'actual')) }),
      ],
    }
  }
  return (
    <ChartFrame
      title={t('disease.title', { days: data.horizon })}
      subtitle={t('disease.subtitle')}
      definition={useDefinitionText(data.predicted.definition)}
      fileName={`longrun-predicted-${data.horizon}d-${data.asOf}`}
      table={{
        columns: [
          { id: 'disease', title: t('disease.name'), isPinned: true },
          { id: 'people', title: t('disease.people'), isNumeric: true },
          { id: 'value', title: t('disease.value'), isNumeric: true },
          { id: 'low', title: t('disease.low'), isNumeric: true },
          { id: 'high', title: t('disease.high'), isNumeric: true },
          { id: 'visits', title: t('disease.visits'), isNumeric: true },
          { id: 'predicted', title: t('disease.predicted'), isNumeric: true, help: t('disease.predictedHelp') },
          { id: 'actual', title: t('disease.actual'), isNumeric: true },
          { id: 'ratio', title: t('disease.ratio'), isNumeric: true, help: t('disease.ratioHelp') },
        ],
        rows: groups.map((group) => rowOf(group, data, valueLabel(v, group.label), money)),
      }}
      note={
        <>
          {tested > 0 && t('disease.coverage', { tested, inside: numberOf(holdout, 'groupsInside') ?? 0 })}{' '}
          {t('disease.note')} <IgnoredFilters asked={data.predicted} />
        </>
      }
    >
      {shown.length === 0 ? (
        <Notice title={t('disease.nothing')}>{t('value.hiddenText')}</Notice>
      ) : (
        <RankedChart
          rows={shown.map((group) => ({
            id: group.key,
            label: valueLabel(v, group.label),
            value: group.value,
            low: group.low ?? null,
            high: group.high ?? null,
            text:
              typeof group.low === 'number'
                ? `${money(group.value)} (${interval(group.low, group.high, 'fen', language)})`
                : money(group.value),
            shortText: money(group.value),
            tip: tip(group),
            colour: 'var(--accent)',
            isWeak: typeof group.low !== 'number',
          }))}
          unit="fen"
          mark="point"
          label={shown.map((group) => `${valueLabel(v, group.label)} ${money(group.value)}`).join(', ')}
        />
      )}
    </ChartFrame>
  )
}

function rowOf(group: GroupFigure, data: PredictedPage, name: string, money: (fen: number | null) => string): TableRow {
  const proof = recordOf(group, 'holdout')
  const yuan = (fen: number | null | undefined) => ({ text: money(fen ?? null), value: fen ?? null })
  const [ratio, visits] = [numberOf(proof, 'ratio'), partOf(group, 'visits')]
  return {
    id: group.key,
    cells: {
      disease: name,
      people: {
        text: integer(group.denominator),
        value: group.denominator ?? null,
        href: peopleLink(data.selection, data.predicted.question, 'in', { disease: group.key }),
      },
      value: { ...yuan(group.value), ...(group.state === 'few' && { tone: 'muted' as const }) },
      low: yuan(group.low),
      high: yuan(group.high),
      visits: { text: decimal(visits, 2), value: visits },
      predicted: yuan(numberOf(proof, 'predicted')),
      actual: yuan(numberOf(proof, 'actual')),
      ratio: { text: percent(ratio), value: ratio },
    },
  }
}
