import { useLocale, useTranslations } from 'next-intl'
import type { Selection } from '../../../lib/filters/selection.ts'
import { numberOf, partOf, recordOf, recordsOf } from '../../../lib/metrics/shared/highlights.ts'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { decimal, integer, percent } from '../../ui/figures/format.ts'
import { languageOf } from '../../ui/i18n/language.ts'
import { peopleLink } from '../../ui/people/people-link.ts'
import { FigureState } from '../../ui/states/figure-state.tsx'
import type { AtRiskPage } from './gather.ts'

/** What is shipped, model or rule, and what that rests on. */
export function ModelCard({ data, selection }: { data: AtRiskPage; selection: Selection }) {
  const t = useTranslations('atRisk.model')
  const language = languageOf(useLocale())
  const { answer, definition, question } = data.model
  const { overall } = answer
  const definitionText = useDefinitionText(definition)
  if (overall.value === null) {
    return (
      <ChartFrame title={t('titleNone')} fileName="longrun-return-risk" definition={definitionText}>
        <FigureState figure={overall} className="h-48" />
      </ChartFrame>
    )
  }
  const isModel = overall.parts?.isModelShipped === true
  const rule = String(overall.parts?.bestRule ?? '')
  const delta = recordOf(overall, 'delta')
  const number = (name: string) => partOf(overall, name)
  const rows: [string, string][] = [
    [t('shipped'), isModel ? t('isModel') : t('isRule', { rule: t(`features.${rule}`) })],
    [t('auc'), t('aucText', { model: decimal(number('auc'), 3), rule: decimal(number('ruleAuc'), 3) })],
    [
      t('delta'),
      `${signed(numberOf(delta, 'value'))} (${signed(numberOf(delta, 'low'))} ${language === 'zh' ? '至' : 'to'} ${signed(numberOf(delta, 'high'))})`,
    ],
    [t('tested'), t('testedText', { n: integer(number('n')), base: percent(number('base')) })],
    [t('lift'), t('liftText', { lift: decimal(number('topDecileLift'), 2) })],
    [t('brier'), `${decimal(number('brier'), 3)} / ${decimal(number('brierReference'), 3)}`],
    [
      t('calibration'),
      t('calibrationText', {
        ece: decimal(number('ece'), 3),
        intercept: signed(number('calibrationIntercept')),
        slope: decimal(number('calibrationSlope'), 2),
      }),
    ],
    [
      t('days'),
      t('daysText', {
        trainFrom: String(overall.parts?.trainFrom ?? '—'),
        trainTo: String(overall.parts?.trainTo ?? '—'),
        testFrom: String(overall.parts?.testFrom ?? '—'),
        testTo: String(overall.parts?.testTo ?? '—'),
      }),
    ],
  ]
  const weights = recordsOf(overall, 'weights')
  const strongest = [...weights]
    .sort((a, b) => Math.abs(numberOf(b, 'beta') ?? 0) - Math.abs(numberOf(a, 'beta') ?? 0))
    .slice(0, 6)
  return (
    <ChartFrame
      title={isModel ? t('title') : t('titleRule')}
      subtitle={t('subtitle')}
      definition={definitionText}
      fileName={`longrun-return-risk-${data.asOf}`}
      table={{
        columns: [
          { id: 'name', title: t('feature'), isPinned: true },
          { id: 'beta', title: t('weight'), isNumeric: true },
        ],
        rows: weights.map((weight) => ({
          id: String(weight.name),
          cells: {
            name: t(`features.${String(weight.name)}`),
            beta: { text: signed(numberOf(weight, 'beta')), value: numberOf(weight, 'beta') },
          },
        })),
      }}
      note={t('note')}
    >
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
        {rows.map(([label, text]) => (
          <div key={label} className="contents">
            <dt className="text-note leading-5 text-ink-3">{label}</dt>
            <dd className="text-note leading-5 text-ink">{text}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-note leading-5 text-ink-2">
        {t('strongest', {
          list: strongest
            .map((w) => `${t(`features.${String(w.name)}`)} ${signed(numberOf(w, 'beta'))}`)
            .join(language === 'zh' ? '，' : ', '),
        })}
      </p>
      <p className="mt-2">
        <a href={peopleLink(selection, question, 'in')} className="text-accent underline underline-offset-2">
          {t('open', { people: integer(Math.min(100, number('people') ?? 0)) })}
        </a>
      </p>
    </ChartFrame>
  )
}

function signed(value: number | null): string {
  if (value === null) return '—'
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`
}
