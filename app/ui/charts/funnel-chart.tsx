'use client'

import Link from 'next/link'
import { useId, useState } from 'react'
import { Break, EventBar } from './funnel-events.tsx'
import { Grid, Heads, Legend } from './funnel-frame.tsx'
import { PeopleRow, type RowScales } from './funnel-parts.tsx'
import { Plot } from './plot.tsx'
import { linear } from './scale.ts'
import { type Tip, Tooltip } from './tooltip.tsx'
import { useWidth } from './width.ts'

/** A step that is counted in events. */
export interface EventStep {
  id: string
  label: string
  value: number | null
  text: string
  /** Rate from the step before, in words. */
  rateText: string
  tip: Tip
}

/** How many reached a step, as a share of those who joined. */
export interface Reach {
  share: number
  text: string
}

/** A step that is counted in people. */
export interface PeopleStep {
  id: string
  label: string
  strict: Reach | null
  any: Reach | null
  /** In place of the bars where there is nothing to draw. */
  reason: string | null
  /** From the step before, with its interval. */
  rate: { value: number; low: number; high: number } | null
  rateText: string
  timeText: string
  /** Not yet to be judged: how many, and as a share of all who joined. */
  waiting: Reach
  isWeakest: boolean
  /** The people of the step; absent for those who may not see them. */
  href?: string
  tip: Tip
}

export interface Titles {
  reached: string
  strict: string
  any: string
  rate: string
  /** Before a step rate, where there is no column for it. */
  step: string
  time: string
  waiting: string
  /** Behind the rate of the weakest step. */
  weakest: string
}

interface FunnelChartProps {
  events: EventStep[]
  people: PeopleStep[]
  /** What stands in the break between events and people; two lines on a phone. */
  breakTexts: string[]
  titles: Titles
  label: string
}

const HEAD = 20
const EVENT_ROW = 30
const BREAK = 48
/** One height for desk and phone, so that nothing below moves when the width becomes known. */
const ROW = 54
const AXIS = 18

/** The funnel as bars from zero: events above a break, people below it, in order and in any order side by side. */
export function FunnelChart({ events, people, breakTexts, titles, label }: FunnelChartProps) {
  const [ref, width] = useWidth(1100)
  const [at, setAt] = useState<number | null>(null)
  const hatch = useId()
  const isNarrow = width < 640
  const scales = scalesOf(width, isNarrow, people)
  const peopleTop = HEAD + events.length * EVENT_ROW + BREAK
  const plotEnd = peopleTop + people.length * ROW + 4
  const height = plotEnd + AXIS
  const most = Math.max(1, ...events.map((e) => e.value ?? 0))
  const topOf = (i: number) => (i < events.length ? HEAD + i * EVENT_ROW : peopleTop + (i - events.length) * ROW)
  const tip = at === null ? undefined : [...events, ...people][at]?.tip
  return (
    <div>
      <Legend titles={titles} />
      <Plot
        place={ref}
        {...{ width, height, label }}
        onLeave={() => setAt(null)}
        over={
          <>
            {people.map((step, i) => {
              const shared = {
                'aria-label': `${step.label} ${step.strict?.text ?? ''}`,
                onPointerEnter: () => setAt(events.length + i),
                onFocus: () => setAt(events.length + i),
                className: 'absolute inset-x-0 rounded',
                style: { top: topOf(events.length + i), height: ROW },
              }
              if (step.href === undefined) return <button key={step.id} type="button" {...shared} />
              return <Link key={step.id} href={step.href} prefetch={false} {...shared} />
            })}
            {tip && at !== null && <Tooltip tip={tip} x={width * 0.45} y={topOf(at) + ROW - 4} width={width} />}
          </>
        }
      >
        <defs>
          <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="5" height="5" fill="var(--surface)" />
            <line x1="0" y1="0" x2="0" y2="5" stroke="var(--line-strong)" strokeWidth="2" />
          </pattern>
        </defs>
        {!isNarrow && <Heads scales={scales} titles={titles} />}
        <Grid scales={scales} from={peopleTop} to={plotEnd} />
        {events.map((event, i) => (
          <g key={event.id} onPointerEnter={() => setAt(i)}>
            <EventBar step={event} most={most} scales={scales} y={topOf(i)} height={EVENT_ROW} />
          </g>
        ))}
        <Break texts={breakTexts} y={peopleTop - BREAK} height={BREAK} width={width} isNarrow={isNarrow} />
        {people.map((step, i) => (
          <g key={step.id} onPointerEnter={() => setAt(events.length + i)}>
            <PeopleRow
              step={step}
              scales={scales}
              y={topOf(events.length + i)}
              height={ROW}
              hatch={hatch}
              titles={titles}
            />
          </g>
        ))}
      </Plot>
    </div>
  )
}

/** Where the columns stand: bars, step rates, times, people in progress. On a phone bars and rates share the width. */
function scalesOf(width: number, isNarrow: boolean, people: readonly PeopleStep[]): RowScales {
  const most = Math.max(0.01, ...people.map((p) => p.waiting.share))
  if (isNarrow) {
    const full = linear([0, 1], [0, width - 4])
    return { isNarrow, width, left: 0, bar: full, rate: full, time: 0, waiting: 0, waitingBar: () => 0 }
  }
  const left = 84
  const rateFrom = Math.round(width * 0.52)
  const time = Math.round(width * 0.81)
  const waiting = Math.round(width * 0.84)
  return {
    ...{ isNarrow, width, left, time, waiting },
    bar: linear([0, 1], [left, rateFrom - 150]),
    rate: linear([0, 1], [rateFrom, Math.round(width * 0.67)]),
    waitingBar: linear([0, most], [0, Math.min(64, width - waiting - 80)]),
  }
}
