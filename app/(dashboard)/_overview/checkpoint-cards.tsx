import { useLocale, useTranslations } from 'next-intl'
import type { Asked } from '../../../lib/filters/ask.ts'
import type { Selection } from '../../../lib/filters/selection.ts'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { mentionsOf } from '../../../lib/metrics/shared/mentions.ts'
import { useCohortTable } from '../../ui/charts/cohort-table.ts'
import { Sparkline } from '../../ui/charts/sparkline.tsx'
import { DefinitionLink, useDefinitionText } from '../../ui/figures/definition.tsx'
import { formatValue, integer, interval, percent } from '../../ui/figures/format.ts'
import { KpiCard } from '../../ui/figures/kpi-card.tsx'
import { statusOf } from '../../ui/figures/status.ts'
import { StatusBadge } from '../../ui/figures/status-badge.tsx'
import { languageOf } from '../../ui/i18n/language.ts'
import { peopleLink } from '../../ui/people/people-link.ts'
import { PeopleText } from '../../ui/people/people-text.tsx'
import { PageLink } from '../../ui/shell/page-link.tsx'
import { useReason } from '../../ui/states/figure-state.tsx'
import { useMentionTable } from '../checkpoints/mention-table.ts'
import type { Overview } from './gather.ts'

/** Cohorts shown in a card's trend. */
const TREND = 12

/** The four checkpoints: 3, 6, 12 and 24 months. */
export function CheckpointCards({ data, selection }: { data: Overview; selection: Selection }) {
  const t = useTranslations('checks')
  const { activity, retention, brand } = data
  return (
    <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
      <KpiCard
        title={t('activity')}
        figure={activity.asked.answer.overall}
        unit="ratio"
        definition={activity.asked.definition}
        base="memberDays"
        change={activity.change}
        chart={useCohortTrend(data.activityMonths)}
        href="/checkpoints"
        peopleHref={peopleLink(selection, activity.asked.question, 'in')}
      />
      <KpiCard
        title={t('retention')}
        figure={retention.asked.answer.overall}
        unit="ratio"
        definition={retention.asked.definition}
        change={retention.change}
        chart={useCohortTrend(retention.asked)}
        href="/checkpoints"
        peopleHref={peopleLink(selection, retention.asked.question, 'in')}
      />
      <LiftCard data={data} selection={selection} />
      <KpiCard
        title={t('brand')}
        figure={brand.answer.overall}
        unit="ratio"
        definition={brand.definition}
        base="answers"
        href="/checkpoints"
        peopleHref={peopleLink(selection, brand.question, 'in')}
        chart={useMentionBars(brand)}
      />
    </div>
  )
}

/** The last matured cohorts, oldest first, and the goal. */
function useCohortTrend(asked: Asked) {
  const table = useCohortTable()
  const definition = useDefinitionText(asked.definition)
  const { groups = [], overall } = asked.answer
  const mature = groups.filter((g) => g.state === 'ok' || g.state === 'few').slice(-TREND)
  if (mature.length < 2) return undefined
  const values = mature.map((g) => g.value)
  return {
    drawing: <Sparkline values={values} goal={overall.target?.above} width={240} height={44} />,
    table: table(asked, mature, { isNarrow: true }),
    fileName: `longrun-${asked.question.metric}-matured-${asked.question.asOf}`,
    definition,
  }
}

function LiftCard({ data, selection }: { data: Overview; selection: Selection }) {
  const t = useTranslations('checks')
  const { returnLift, referralLift } = data
  return (
    <section
      aria-label={t('lift')}
      className="flex min-w-0 flex-col gap-2 rounded-md border border-line bg-surface p-4"
    >
      <h2 className="font-strong text-ink-2">
        <PageLink href="/checkpoints" className="hover:text-accent">
          {t('lift')}
        </PageLink>
      </h2>
      <LiftLine label={t('return')} asked={returnLift} selection={selection} />
      <LiftLine label={t('referral')} asked={referralLift} selection={selection} />
      <footer className="mt-auto flex flex-wrap gap-x-3 text-note text-ink-3">
        <span>{t('matched', { count: integer(partOf(returnLift.answer.overall, 'matchedPersons')) })}</span>
        <DefinitionLink definition={returnLift.definition} />
      </footer>
    </section>
  )
}

function LiftLine({ label, asked, selection }: { label: string; asked: Asked; selection: Selection }) {
  const language = languageOf(useLocale())
  const reason = useReason()
  const t = useTranslations('card')
  const figure = asked.answer.overall
  return (
    <div className="border-t border-line pt-2 first-of-type:border-t-0 first-of-type:pt-0">
      <div className="flex items-center justify-between gap-2">
        <span className="text-note text-ink-2">{label}</span>
        <StatusBadge status={statusOf(figure)} />
      </div>
      <div className="flex flex-wrap items-baseline gap-x-2">
        {figure.value !== null && (
          <PeopleText
            href={peopleLink(selection, asked.question, 'in')}
            className="text-page font-strong whitespace-nowrap"
            look="quiet"
          >
            {formatValue(figure.value, 'points', language)}
          </PeopleText>
        )}
        <span className="text-note text-ink-3">
          {figure.value === null
            ? reason(figure)
            : t('interval', { interval: interval(figure.low, figure.high, 'points', language) })}
        </span>
      </div>
    </div>
  )
}

/** Who comes to mind first, as three small bars, and how many answered. */
function useMentionBars(asked: Asked) {
  const t = useTranslations('checks')
  const v = useTranslations('values')
  const table = useMentionTable()
  const definition = useDefinitionText(asked.definition)
  const figure = asked.answer.overall
  if (figure.value === null) return undefined
  const mentions = mentionsOf(figure)
  const drawing = (
    <>
      <ul className="mt-2 grid gap-1.5 text-note">
        {mentions
          .filter(({ code }) => code !== 'other' && code !== 'nothing')
          .map(({ code, share }) => (
            <li key={code} className="flex items-center gap-2">
              <span className="w-16 shrink-0 text-ink-2">{v(code)}</span>
              <span className="h-2 min-w-0 flex-1 rounded-sm bg-sunken">
                <span
                  className={`block h-2 rounded-sm ${code === 'community' ? 'bg-accent' : 'bg-line-strong'}`}
                  style={{ width: percent(share) }}
                />
              </span>
              <span className="w-12 shrink-0 text-right text-ink-2">{percent(share)}</span>
            </li>
          ))}
      </ul>
      <p className="mt-1 text-note text-ink-3">
        {t('responseRate', { response: percent(partOf(figure, 'responseRate')) })}
      </p>
    </>
  )
  return { drawing, table: table(mentions), fileName: `longrun-first-mentions-${asked.question.asOf}`, definition }
}
