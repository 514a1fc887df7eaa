import { useLocale, useTranslations } from 'next-intl'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { integer, interval, percent } from '../../ui/figures/format.ts'
import { KpiCard } from '../../ui/figures/kpi-card.tsx'
import { languageOf } from '../../ui/i18n/language.ts'
import { peopleLink } from '../../ui/people/people-link.ts'
import type { PanelProps } from './panel.ts'

/** The four figures on top: who is a member, where the revenue rests, who comes back in time, who would recommend us. */
export function MembersCards({ data, selection }: PanelProps) {
  const t = useTranslations('membersCards')
  const language = languageOf(useLocale())
  const { tiers, followUp, npsWaves } = data
  const rich = data.highValue.at(-1)
  const response = partOf(npsWaves.answer.overall, 'responseRate')
  return (
    <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
      <KpiCard
        title={t('tiered')}
        figure={tiers.answer.overall}
        unit="ratio"
        definition={tiers.definition}
        peopleHref={peopleLink(selection, tiers.question, 'in')}
      />
      {rich && (
        <KpiCard
          title={t('highValue')}
          figure={{ ...rich.answer.overall, denominator: null }}
          unit="ratio"
          definition={rich.definition}
        >
          <p className="text-note text-ink-2">
            {t('highValueText', {
              people: integer(partOf(rich.answer.overall, 'people')),
              payers: integer(partOf(rich.answer.overall, 'payers')),
              interval: interval(rich.answer.overall.low, rich.answer.overall.high, 'ratio', language),
            })}
          </p>
        </KpiCard>
      )}
      <KpiCard
        title={t('followUp')}
        figure={followUp.answer.overall}
        unit="ratio"
        base="plans"
        definition={followUp.definition}
        peopleHref={peopleLink(selection, followUp.question, 'in')}
      />
      <KpiCard
        title={t('nps')}
        figure={npsWaves.answer.overall}
        unit="score"
        base="netAnswers"
        definition={npsWaves.definition}
      >
        {response !== null && <p className="text-note text-ink-2">{t('response', { share: percent(response) })}</p>}
      </KpiCard>
    </div>
  )
}
