'use client'

import { useLocale } from 'next-intl'
import { useState } from 'react'
import { usePlaced } from '../annotations/context.tsx'
import { AnnotationFlags, AnnotationLines, AnnotationList } from '../annotations/marks.tsx'
import type { Unit } from '../figures/format.ts'
import { languageOf } from '../i18n/language.ts'
import { Plot } from './plot.tsx'
import { linear, namedPeriods, periodLabels, roundTicks } from './scale.ts'
import { axisText, leastStep } from './text.ts'
import { type Tip, Tooltip } from './tooltip.tsx'
import { useWidth } from './width.ts'

export interface Stack {
  label: string
  colour: string
  /** Values below zero stand under the line. */
  values: number[]
}

interface StackedBarsProps {
  periods: string[]
  stacks: Stack[]
  unit: Unit
  tips: Tip[]
  label: string
  height?: number
}

const TOP = 8
const BOTTOM = 24
const LEFT = 44

/** Bars over time, each stacked from its parts, from a zero line. */
export function StackedBars({ periods, stacks, unit, tips, label, height = 240 }: StackedBarsProps) {
  const language = languageOf(useLocale())
  const [ref, width] = useWidth(640)
  const [at, setAt] = useState<number | null>(null)
  const sums = periods.map((_, i) => sumOf(stacks, i))
  const ticks = roundTicks(
    Math.min(0, ...sums.map((s) => s.below)),
    Math.max(1, ...sums.map((s) => s.above)),
    5,
    leastStep(unit),
  )
  const y = linear([ticks[0] ?? 0, ticks.at(-1) ?? 1], [height - BOTTOM, TOP])
  const slot = (width - LEFT - 8) / Math.max(1, periods.length)
  const bar = Math.max(3, Math.min(40, slot * 0.7))
  const names = periodLabels(periods, namedPeriods(periods, width - LEFT))
  const notes = usePlaced(periods)
  const x = (i: number) => LEFT + slot * (i + 0.5)
  const tip = at === null ? undefined : tips[at]
  return (
    <div>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 pb-2 text-note text-ink-2">
        {stacks.map((stack) => (
          <li key={stack.label} className="flex items-center gap-1.5">
            <svg width="10" height="10" aria-hidden="true">
              <rect width="10" height="10" rx="2" fill={stack.colour} />
            </svg>
            {stack.label}
          </li>
        ))}
      </ul>
      <Plot
        place={ref}
        {...{ width, height, label }}
        onLeave={() => setAt(null)}
        over={
          <>
            {tip && at !== null && <Tooltip tip={tip} x={x(at)} y={TOP} width={width} />}
            <AnnotationFlags notes={notes} x={x} width={width} />
          </>
        }
      >
        {ticks.map((tick) => (
          <g key={tick}>
            <line
              x1={LEFT}
              x2={width - 8}
              y1={y(tick)}
              y2={y(tick)}
              stroke={tick === 0 ? 'var(--line-strong)' : 'var(--grid)'}
            />
            <text x={LEFT - 8} y={y(tick) + 4} textAnchor="end" className="chart-text">
              {axisText(tick, unit, language, ticks)}
            </text>
          </g>
        ))}
        <AnnotationLines notes={notes} x={x} top={TOP} bottom={height - BOTTOM} />
        {periods.map((period, i) => (
          <g key={period} onPointerEnter={() => setAt(i)}>
            <rect x={LEFT + slot * i} y={TOP} width={slot} height={height - TOP - BOTTOM} fill="transparent" />
            {segmentsOf(stacks, i).map((s) => (
              <rect
                key={s.label}
                x={LEFT + slot * i + (slot - bar) / 2}
                width={bar}
                y={Math.min(y(s.from), y(s.to))}
                height={Math.max(0, Math.abs(y(s.to) - y(s.from)) - 0.5)}
                fill={s.colour}
                opacity={at === null || at === i ? 1 : 0.55}
              />
            ))}
          </g>
        ))}
        {[...names].map(([i, name]) => (
          <text key={name + String(i)} x={x(i)} y={height - 6} textAnchor="middle" className="chart-text">
            {name}
          </text>
        ))}
      </Plot>
      <AnnotationList notes={notes} />
    </div>
  )
}

function sumOf(stacks: Stack[], index: number): { above: number; below: number } {
  let [above, below] = [0, 0]
  for (const stack of stacks) {
    const value = stack.values[index] ?? 0
    if (value > 0) above += value
    else below += value
  }
  return { above, below }
}

function segmentsOf(stacks: Stack[], index: number) {
  let [above, below] = [0, 0]
  return stacks.flatMap(({ label, colour, values }) => {
    const value = values[index] ?? 0
    if (value === 0) return []
    const from = value > 0 ? above : below
    if (value > 0) above += value
    else below += value
    return [{ label, colour, from, to: from + value }]
  })
}
