import { useLocale, useTranslations } from 'next-intl'
import type { Level, Pressure } from '../../../../lib/metrics/shared/push-pressure.ts'
import { BubbleChart } from '../../../ui/charts/bubble-chart.tsx'
import { ChartFrame } from '../../../ui/charts/frame.tsx'
import { useDefinitionText } from '../../../ui/figures/definition.tsx'
import { decimal, integer, interval, percent } from '../../../ui/figures/format.ts'
import { IgnoredFilters } from '../../../ui/figures/ignored.tsx'
import { languageOf } from '../../../ui/i18n/language.ts'
import type { ContentPage } from './gather.ts'
import { NoPushes } from './no-pushes.tsx'
import { useEvidence, usePressureTable } from './pressure-words.ts'

const COLOURS: Record<Level, string> = {
  graveyard: 'var(--bad)',
  warning: 'var(--c2)',
  watch: 'var(--c5)',
  none: 'var(--accent)',
}

/** Sends against opens, one bubble a group; who is about to become an advertising graveyard stands in the title. */
export function PressurePanel({ data }: { data: ContentPage }) {
  const t = useTranslations('content.pressure')
  const evidence = useEvidence()
  const language = languageOf(useLocale())
  const { groups, pressure } = data
  const flagged = groups.filter((g) => g.level === 'graveyard' || g.level === 'warning')
  const drawn = groups.filter((g) => g.sendsPerWeek !== null && g.open.value !== null)
  return (
    <ChartFrame
      title={titleOf(flagged, t)}
      subtitle={t('subtitle')}
      definition={useDefinitionText(pressure.definition)}
      fileName={`longrun-push-pressure-${data.asOf}`}
      table={usePressureTable(data)}
      note={<IgnoredFilters asked={pressure} />}
    >
      {drawn.length === 0 ? (
        <NoPushes
          figure={
            groups.length === 0
              ? pressure.answer.overall
              : { state: 'not_covered', value: null, missing: 'community/content_events', notes: [] }
          }
        />
      ) : (
        <>
          <BubbleChart
            bubbles={drawn.map((g) => ({
              id: g.group.key,
              label: g.level === 'none' ? g.group.label : `${g.group.label} · ${t(`level.${g.level}`)}`,
              x: g.sendsPerWeek ?? 0,
              y: g.open.value ?? 0,
              yLow: g.open.low,
              yHigh: g.open.high,
              size: g.memberWeeks,
              colour: COLOURS[g.level],
              href: `/activity/content?group=${encodeURIComponent(g.group.key)}&asOf=${data.asOf}`,
              tip: {
                title: g.group.label,
                lines: [
                  t('tipSends', { sends: decimal(g.sendsPerWeek, 1), pushes: integer(g.pushes) }),
                  t('tipOpen', {
                    open: percent(g.open.value),
                    interval: interval(g.open.low, g.open.high, 'ratio', language),
                  }),
                  t('tipQuits', { within: integer(g.quitsWithin), outside: integer(g.quitsOutside) }),
                ],
              },
            }))}
            xTitle={t('x')}
            yTitle={t('y')}
            xUnit="events"
            yUnit="ratio"
            label={drawn
              .map((g) => `${g.group.label} ${decimal(g.sendsPerWeek, 1)}, ${percent(g.open.value)}`)
              .join('; ')}
            height={340}
          />
          {flagged.length > 0 && (
            <ul className="mt-3 grid gap-2">
              {flagged.map((g) => (
                <li
                  key={g.group.key}
                  className={`rounded-md border p-3 text-note leading-5 ${g.level === 'graveyard' ? 'border-bad bg-bad-weak' : 'border-warn bg-warn-weak'}`}
                >
                  <span className="font-strong">
                    {t(`level.${g.level}`)} · {g.group.label}
                  </span>
                  <br />
                  {evidence(g)}
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </ChartFrame>
  )
}

function titleOf(
  flagged: readonly Pressure[],
  t: (key: string, values?: Record<string, string | number>) => string,
): string {
  const [first] = flagged
  if (!first) return t('titleNone')
  return t(first.level === 'graveyard' ? 'titleGraveyard' : 'titleWarning', {
    ...{ group: first.group.label, sends: decimal(first.sendsPerWeek, 1), open: percent(first.open.value) },
  })
}
