import { useTranslations } from 'next-intl'
import type { GroupFigure } from '../../../lib/metrics/metric.ts'
import type { Leak } from '../../../lib/metrics/shared/funnel/leaks.ts'
import { LATER_STEPS, stepsIn } from '../../../lib/metrics/shared/funnel/steps.ts'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { useFigureWords } from '../../ui/figures/figure-words.ts'
import { integer, percent } from '../../ui/figures/format.ts'
import { useReason } from '../../ui/states/figure-state.tsx'
import { useLeakText } from './finding.ts'

interface SmallFunnelProps {
  name: string
  group: GroupFigure
  leak: Leak | undefined
}

/** A funnel in little: one bar a step, from 0 to 100 % of those who joined. */
export function SmallFunnel({ name, group, leak }: SmallFunnelProps) {
  const t = useTranslations('funnel.parts')
  const s = useTranslations('funnel.step')
  const words = useFigureWords()
  const reason = useReason()
  const leakText = useLeakText()
  const steps = stepsIn(group)
  const join = steps.join
  const waiting = join ? partOf(join, 'inProgress') : null
  const isFew = join?.state === 'few'
  return (
    <li className={`flex min-w-0 flex-col gap-2 rounded-md border p-3 ${leak ? 'border-bad' : 'border-line'}`}>
      <p className="flex items-baseline justify-between gap-2">
        <span className="truncate font-strong" title={name}>
          {name}
        </span>
        <span className="shrink-0 text-note text-ink-3">
          {join ? t('people', { count: integer(join.denominator) }) : reason(group)}
        </span>
      </p>
      <ul className="grid gap-1">
        {LATER_STEPS.map((step) => {
          const figure = steps[step]
          const isLeak = leak?.step.step === step
          const value = figure?.value ?? null
          const title = figure ? [s(step), ...words.detail(figure, 'ratio')].join(' · ') : undefined
          return (
            <li key={step} className="grid grid-cols-[4.25rem_1fr_3rem] items-center gap-2 text-note" title={title}>
              <span className={`whitespace-nowrap ${isLeak ? 'font-strong text-bad' : 'text-ink-2'}`}>
                {isLeak && <span aria-hidden="true">▾ </span>}
                {s(step)}
              </span>
              <span
                className={`h-3 rounded-[2px] bg-sunken ${value === null && figure?.state === 'immature' ? 'hatched' : ''}`}
              >
                {value !== null && (
                  <span
                    className={`block h-3 rounded-[2px] ${isFew ? 'hatched border border-line-strong' : isLeak ? 'bg-bad' : 'bg-accent'}`}
                    style={{ width: `${String(value * 100)}%` }}
                  />
                )}
              </span>
              <span className="text-right">{percent(value)}</span>
            </li>
          )
        })}
      </ul>
      <p className={`text-note ${leak ? 'text-bad' : 'text-ink-3'}`}>
        {leak
          ? leakText(leak)
          : [isFew ? t('few') : '', waiting ? t('waiting', { count: integer(waiting) }) : '']
              .filter(Boolean)
              .join(' · ')}
      </p>
    </li>
  )
}
