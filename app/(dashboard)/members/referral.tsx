import { useLocale, useTranslations } from 'next-intl'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { LineChart } from '../../ui/charts/line-chart.tsx'
import { StackedBars } from '../../ui/charts/stacked-bars.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { useFigureWords } from '../../ui/figures/figure-words.ts'
import { decimal, integer, interval, percent } from '../../ui/figures/format.ts'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import { languageOf } from '../../ui/i18n/language.ts'
import { peopleLink } from '../../ui/people/people-link.ts'
import { PeopleText } from '../../ui/people/people-text.tsx'
import { FigureState } from '../../ui/states/figure-state.tsx'
import { Notice } from '../../ui/states/notice.tsx'
import type { PanelProps } from './panel.ts'

/** New patients who came through somebody, month by month. */
export function Referred({ data, selection }: PanelProps) {
  const t = useTranslations('referral')
  const words = useFigureWords()
  const language = languageOf(useLocale())
  const { referred } = data
  const { overall, series = [] } = referred.answer
  const counts = { numerator: integer(overall.numerator), denominator: integer(overall.denominator) }
  return (
    <ChartFrame
      title={overall.state !== 'ok' ? t('patientsNone') : t('patients', { share: percent(overall.value) })}
      subtitle={t('period', { from: data.from, to: data.asOf })}
      definition={useDefinitionText(referred.definition)}
      fileName={`longrun-referred-${data.asOf}`}
      table={{
        columns: [
          { id: 'month', title: t('month'), isPinned: true },
          { id: 'share', title: t('share'), isNumeric: true },
          { id: 'referred', title: t('referred'), isNumeric: true },
          { id: 'newPatients', title: t('newPatients'), isNumeric: true },
        ],
        rows: series.map((month) => ({
          id: month.period,
          cells: {
            month: month.period,
            share: words.cell(month, 'ratio', { hasInterval: true }),
            referred: { text: integer(month.numerator), value: month.numerator ?? null },
            newPatients: { text: integer(month.denominator), value: month.denominator ?? null },
          },
        })),
      }}
      note={
        <>
          {overall.value !== null && (
            <>
              <PeopleText href={peopleLink(selection, referred.question, 'in')}>
                {t('patientsList', { ...counts, interval: interval(overall.low, overall.high, 'ratio', language) })}
              </PeopleText>
              {t('stop')}
            </>
          )}
          {t('capture')} <IgnoredFilters asked={referred} />
        </>
      }
    >
      {overall.value === null ? (
        <FigureState figure={overall} className="h-60" />
      ) : (
        <LineChart
          periods={series.map((month) => month.period)}
          lines={[
            {
              label: t('share'),
              values: series.map((month) => month.value),
              low: series.map((month) => month.low ?? null),
              high: series.map((month) => month.high ?? null),
              colour: 'var(--accent)',
            },
          ]}
          unit="ratio"
          tips={series.map((month) => words.tip(month.period, month, 'ratio'))}
          label={`${t('share')}: ${series.map((month) => `${month.period} ${percent(month.value)}`).join(', ')}`}
        />
      )}
    </ChartFrame>
  )
}

/** Members who brought somebody, and how many they brought. */
export function Referrers({ data, selection }: PanelProps) {
  const t = useTranslations('referral')
  const words = useFigureWords()
  const { referrers } = data
  const { overall, series = [] } = referrers.answer
  const brought = (figure: typeof overall) => partOf(figure, 'firstVisits')
  const title =
    overall.state !== 'ok'
      ? t('membersNone')
      : t('members', { people: integer(overall.numerator), patients: integer(brought(overall)) })
  return (
    <ChartFrame
      title={title}
      subtitle={
        overall.value !== null &&
        t('membersText', {
          per100: decimal(partOf(overall, 'per100'), 1),
          share: percent(overall.value),
          members: integer(overall.denominator),
        })
      }
      definition={useDefinitionText(referrers.definition)}
      fileName={`longrun-referrers-${data.asOf}`}
      table={{
        columns: [
          { id: 'month', title: t('month'), isPinned: true },
          { id: 'brought', title: t('brought'), isNumeric: true },
          { id: 'people', title: t('bringers'), isNumeric: true },
          { id: 'share', title: t('shareOfMembers'), isNumeric: true },
        ],
        rows: series.map((month) => ({
          id: month.period,
          cells: {
            month: month.period,
            brought: { text: integer(brought(month)), value: brought(month) },
            people: { text: integer(month.numerator), value: month.numerator ?? null },
            share: words.cell(month, 'ratio', { hasInterval: true }),
          },
        })),
      }}
      note={
        <>
          {(brought(overall) ?? 0) > 0 && (
            <>
              <PeopleText href={peopleLink(selection, referrers.question, 'in')}>
                {t('membersList', { people: integer(overall.numerator) })}
              </PeopleText>
              {t('stop')}
            </>
          )}
          {overall.value !== null &&
            t('kinds', {
              invited: integer(partOf(overall, 'invited')),
              joined: integer(partOf(overall, 'joined')),
            })}{' '}
          <IgnoredFilters asked={referrers} />
        </>
      }
    >
      {overall.value === null ? (
        <FigureState figure={overall} className="h-60" />
      ) : brought(overall) === 0 ? (
        <Notice look="plain" title={t('nobody')} className="h-60">
          {t('nobodyText')}
        </Notice>
      ) : (
        <StackedBars
          periods={series.map((month) => month.period)}
          stacks={[{ label: t('brought'), colour: 'var(--c3)', values: series.map((month) => brought(month) ?? 0) }]}
          unit="events"
          tips={series.map((month) => ({
            title: month.period,
            lines: [`${t('brought')} ${integer(brought(month))}`, `${t('bringers')} ${integer(month.numerator)}`],
          }))}
          label={title}
        />
      )}
    </ChartFrame>
  )
}
