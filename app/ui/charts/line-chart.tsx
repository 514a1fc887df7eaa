'use client'

import { useLocale } from 'next-intl'
import { type PointerEvent, useId, useState } from 'react'
import { usePlaced } from '../annotations/context.tsx'
import { AnnotationFlags, AnnotationLines, AnnotationList } from '../annotations/marks.tsx'
import type { Unit } from '../figures/format.ts'
import { languageOf } from '../i18n/language.ts'
import { Band, BOTTOM, EndLabels, Gaps, Goal, Stroke, TOP } from './line-parts.tsx'
import { Plot } from './plot.tsx'
import { linear, namedPeriods, periodLabels, roundTicks } from './scale.ts'
import { axisText, leastStep, textWidth } from './text.ts'
import { type Tip, Tooltip } from './tooltip.tsx'
import { useWidth } from './width.ts'

export interface Line {
  label: string
  /** One value a period; null where there is none. */
  values: (number | null)[]
  low?: (number | null)[]
  high?: (number | null)[]
  colour: string
  /** From this period on the line is dashed: not mature yet. */
  dashedFrom?: number
  /** A ring around the value of this position: where something happened. */
  ringAt?: number
}

export interface LineChartProps {
  /** Names of the positions: months, days, or anything in order. */
  periods: string[]
  /** Where they stand, if not evenly apart (days of a survival curve). */
  positions?: number[]
  lines: Line[]
  unit: Unit
  /** Marks of the lower axis where positions are numbers; else the periods name themselves. */
  axisMarks?: { at: number; label: string }[]
  /** One line of text a position, shown at the pointer. */
  tips: Tip[]
  /** Says the chart in words. */
  label: string
  goal?: { value: number; label: string }
  /** Stretches of periods without data, shaded and named: first and last index. */
  gaps?: { from: number; to: number; label: string }[]
  height?: number
  /** Steps instead of slopes, for survival curves. */
  isStepped?: boolean
  /** Fixed range of the value axis; else from zero to the greatest value. */
  range?: [number, number]
  /** A dot at each position. */
  hasDots?: boolean
  /** About how wide it will be: the width of the first paint. */
  expectedWidth?: number
}

/** Room for the value axis at least; longer amounts take more. */
const LEFT = 44

/** Lines over time with bands, a goal, and the names at their ends. */
export function LineChart(props: LineChartProps) {
  const { periods, lines, unit, tips, label, goal, height = 240, hasDots = periods.length <= 16 } = props
  const language = languageOf(useLocale())
  const [ref, width] = useWidth(props.expectedWidth ?? 640)
  const [at, setAt] = useState<number | null>(null)
  const clip = useId()
  const notes = usePlaced(periods)
  const right = lines.length > 1 ? Math.max(...lines.map((l) => textWidth(l.label))) + 16 : 12
  const [low, high] = props.range ?? valueRange(lines, goal?.value, unit)
  const ticks = roundTicks(low, high, 5, leastStep(unit))
  const left = Math.max(LEFT, ...ticks.map((tick) => textWidth(axisText(tick, unit, language, ticks)) + 10))
  const x = xScale(props, left, Math.max(left + 40, width - right))
  const y = linear([ticks[0] ?? low, ticks.at(-1) ?? high], [height - BOTTOM, TOP])
  const shown = namedPeriods(periods, width - left - right)
  const marks = axisMarksOf(props, x, periodLabels(periods, shown))
  const move = (event: PointerEvent<SVGSVGElement>) => {
    const px = event.clientX - event.currentTarget.getBoundingClientRect().left
    setAt(nearest(periods, x, px))
  }
  const tip = at === null ? undefined : tips[at]
  return (
    <>
      <Plot
        place={ref}
        {...{ width, height, label }}
        onPointerMove={move}
        onLeave={() => setAt(null)}
        over={
          <>
            {tip && at !== null && <Tooltip tip={tip} x={x(at)} y={TOP} width={width} />}
            <AnnotationFlags notes={notes} x={x} width={width} />
          </>
        }
      >
        <clipPath id={clip}>
          <rect x={left} y={0} width={width - left} height={height} />
        </clipPath>
        <Gaps gaps={props.gaps ?? []} x={x} from={left} to={width - right} height={height} />
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={left} x2={width - right} y1={y(tick)} y2={y(tick)} stroke="var(--grid)" />
            <text x={left - 8} y={y(tick) + 4} textAnchor="end" className="chart-text">
              {axisText(tick, unit, language, ticks)}
            </text>
          </g>
        ))}
        {marks.map((mark) => (
          <text key={mark.x} x={mark.x} y={height - 6} textAnchor={mark.anchor} className="chart-text">
            {mark.label}
          </text>
        ))}
        <AnnotationLines notes={notes} x={x} top={TOP} bottom={height - BOTTOM} />
        {goal && (
          <Goal
            y={y(goal.value)}
            from={left}
            to={width - right}
            label={goal.label}
            isBelow={(lines[0]?.values.findLast((v) => v !== null) ?? 0) > goal.value}
          />
        )}
        <g clipPath={`url(#${clip})`}>
          {lines.map((line) => (
            <Band key={`${line.label}-band`} line={line} x={x} y={y} isStepped={props.isStepped ?? false} />
          ))}
          {lines.map((line) => (
            <Stroke key={line.label} line={line} x={x} y={y} isStepped={props.isStepped ?? false} hasDots={hasDots} />
          ))}
        </g>
        {lines.length > 1 && <EndLabels lines={lines} y={y} x={width - right + 8} height={height} />}
        {at !== null && (
          <line x1={x(at)} x2={x(at)} y1={TOP} y2={height - BOTTOM} stroke="var(--line-strong)" pointerEvents="none" />
        )}
      </Plot>
      <AnnotationList notes={notes} />
    </>
  )
}

function xScale({ periods, positions }: LineChartProps, from: number, to: number): (index: number) => number {
  if (positions) {
    const scale = linear([positions[0] ?? 0, positions.at(-1) ?? 1], [from, to])
    return (i) => scale(positions[i] ?? 0)
  }
  const inset = periods.length === 1 ? (to - from) / 2 : 8
  const scale = linear([0, Math.max(1, periods.length - 1)], [from + inset, to - 8])
  return (i) => scale(i)
}

interface AxisMark {
  x: number
  label: string
  anchor: 'middle' | 'end'
}

function axisMarksOf(
  { periods, positions, axisMarks }: LineChartProps,
  x: (index: number) => number,
  names: Map<number, string>,
): AxisMark[] {
  if (positions && axisMarks) {
    const [first, last] = [positions[0] ?? 0, positions.at(-1) ?? 1]
    const scale = linear([first, last], [x(0), x(positions.length - 1)])
    return axisMarks
      .filter((m) => m.at >= first && m.at <= last)
      .map(({ at, label }) => ({ x: scale(at), label, anchor: 'middle' }))
  }
  return [...names].map(([i, label]) => ({ x: x(i), label, anchor: anchorOf(i, periods.length) }))
}

function nearest(periods: string[], x: (i: number) => number, px: number): number | null {
  let best: number | null = null
  for (let i = 0; i < periods.length; i++) {
    if (best === null || Math.abs(x(i) - px) < Math.abs(x(best) - px)) best = i
  }
  return best
}

function valueRange(lines: Line[], goal: number | undefined, unit: Unit): [number, number] {
  const values = lines.flatMap((l) => [...l.values, ...(l.high ?? [])]).filter((v) => v !== null)
  const greatest = Math.max(0, goal ?? 0, ...values)
  if (greatest === 0) return [0, 1]
  return [0, unit === 'ratio' ? Math.min(1, greatest * 1.08) : greatest]
}

function anchorOf(index: number, count: number): 'middle' | 'end' {
  return index === count - 1 && count > 1 ? 'end' : 'middle'
}
