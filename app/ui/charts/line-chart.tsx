'use client'

import { useLocale } from 'next-intl'
import { type PointerEvent, useId, useState } from 'react'
import { formatValue, integer, type Unit } from '../figures/format.ts'
import { languageOf } from '../i18n/language.ts'
import { labelled, linear, periodLabels, roundTicks, spread } from './scale.ts'
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
  height?: number
  /** Steps instead of slopes, for survival curves. */
  isStepped?: boolean
  /** Fixed range of the value axis; else from zero to the greatest value. */
  range?: [number, number]
  /** A dot at each position. */
  hasDots?: boolean
}

const TOP = 12
const BOTTOM = 24
const LEFT = 44

/** Lines over time with bands, a goal, and the names at their ends. */
export function LineChart(props: LineChartProps) {
  const { periods, lines, unit, tips, label, goal, height = 240, hasDots = periods.length <= 16 } = props
  const language = languageOf(useLocale())
  const [ref, width] = useWidth(640)
  const [at, setAt] = useState<number | null>(null)
  const clip = useId()
  const right = lines.length > 1 ? Math.max(...lines.map((l) => textWidth(l.label))) + 16 : 12
  const x = xScale(props, LEFT, Math.max(LEFT + 40, width - right))
  const [low, high] = props.range ?? valueRange(lines, goal?.value, unit)
  const ticks = roundTicks(low, high, 5)
  const y = linear([ticks[0] ?? low, ticks.at(-1) ?? high], [height - BOTTOM, TOP])
  const shown = labelled(periods.length, width - LEFT - right, 64)
  const marks = axisMarksOf(props, x, periodLabels(periods, shown))
  const move = (event: PointerEvent<SVGSVGElement>) => {
    const px = event.clientX - event.currentTarget.getBoundingClientRect().left
    setAt(nearest(periods, x, px))
  }
  const tip = at === null ? undefined : tips[at]
  return (
    <div ref={ref} className="relative overflow-hidden" onPointerLeave={() => setAt(null)}>
      <svg
        viewBox={`0 0 ${String(width)} ${String(height)}`}
        width="100%"
        height={height}
        preserveAspectRatio="xMinYMin meet"
        role="img"
        aria-label={label}
        onPointerMove={move}
        className="block"
      >
        <clipPath id={clip}>
          <rect x={LEFT} y={0} width={width - LEFT} height={height} />
        </clipPath>
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={LEFT} x2={width - right} y1={y(tick)} y2={y(tick)} stroke="var(--grid)" />
            <text x={LEFT - 8} y={y(tick) + 4} textAnchor="end" className="chart-text">
              {axisText(tick, unit, language, ticks)}
            </text>
          </g>
        ))}
        {marks.map((mark) => (
          <text key={mark.x} x={mark.x} y={height - 6} textAnchor={mark.anchor} className="chart-text">
            {mark.label}
          </text>
        ))}
        {goal && <Goal y={y(goal.value)} from={LEFT} to={width - right} label={goal.label} />}
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
      </svg>
      {tip && at !== null && <Tooltip tip={tip} x={x(at)} y={TOP} width={width} />}
    </div>
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

/** Ticks of percentages with no more digits behind the point than all of them need. */
export function axisText(value: number, unit: Unit, language: 'zh' | 'en', ticks: readonly number[]): string {
  if (unit === 'ratio' || unit === 'points') {
    const digits =
      [0, 1, 2].find((d) => ticks.every((t) => Math.abs(t * 100 - Number((t * 100).toFixed(d))) < 1e-6)) ?? 3
    const text = (value * 100).toFixed(digits).replace('-', '−')
    return unit === 'ratio' ? `${text}%` : text
  }
  if (unit === 'fen') return formatValue(value, unit, language)
  return value >= 10_000 ? `${value / 1000}k` : integer(value)
}

function anchorOf(index: number, count: number): 'middle' | 'end' {
  return index === count - 1 && count > 1 ? 'end' : 'middle'
}

/** About how wide a label is at 12 px: Chinese signs are square. */
export function textWidth(text: string): number {
  return [...text].reduce((sum, sign) => sum + (/[\u2e80-\uffef]/.test(sign) ? 12 : 7), 0)
}

function Goal({ y, from, to, label }: { y: number; from: number; to: number; label: string }) {
  return (
    <g>
      <line x1={from} x2={to} y1={y} y2={y} stroke="var(--ink-2)" strokeDasharray="2 3" />
      <text x={to - 4} y={y - 5} textAnchor="end" className="chart-text chart-halo">
        {label}
      </text>
    </g>
  )
}

interface PartProps {
  line: Line
  x: (i: number) => number
  y: (v: number) => number
  isStepped: boolean
}

function Band({ line, x, y, isStepped }: PartProps) {
  const { low, high } = line
  if (!low || !high) return null
  const runs = runsOf(line.values.map((_, i) => (isNumber(low[i]) && isNumber(high[i]) ? 1 : null)))
  return runs.map(([from, to]) => {
    const upper = pathOf(high, from, to, x, y, isStepped)
    const lower: string[] = []
    for (let i = to; i >= from; i--) {
      lower.push(`L${x(i)} ${y(low[i] ?? 0)}`)
      if (isStepped && i > from) lower.push(`L${x(i)} ${y(low[i - 1] ?? 0)}`)
    }
    return <path key={from} d={`${upper}${lower.join('')}Z`} fill={line.colour} opacity={0.14} stroke="none" />
  })
}

function Stroke({ line, x, y, isStepped, hasDots }: PartProps & { hasDots: boolean }) {
  const cut = line.dashedFrom ?? Number.POSITIVE_INFINITY
  return (
    <g fill="none" stroke={line.colour} strokeWidth={2} strokeLinejoin="round">
      {runsOf(line.values).map(([from, to]) => {
        const solidTo = Math.min(to, cut)
        return (
          <g key={from}>
            {solidTo >= from && <path d={pathOf(line.values, from, solidTo, x, y, isStepped)} />}
            {to > cut && (
              <path d={pathOf(line.values, Math.max(from, cut), to, x, y, isStepped)} strokeDasharray="4 3" />
            )}
            {(hasDots || from === to) &&
              Array.from({ length: to - from + 1 }, (_, k) => from + k).map((i) => (
                <circle key={i} cx={x(i)} cy={y(line.values[i] ?? 0)} r={2.5} fill={line.colour} stroke="none" />
              ))}
          </g>
        )
      })}
    </g>
  )
}

function EndLabels({ lines, x, y, height }: { lines: Line[]; x: number; y: (v: number) => number; height: number }) {
  const ends = lines.map((line) => y(line.values.findLast((v) => v !== null) ?? 0))
  const placed = spread(ends, 15, TOP + 4, height - BOTTOM)
  return lines.map((line, i) => (
    <g key={line.label}>
      <circle cx={x + 2} cy={placed[i]} r={3} fill={line.colour} />
      <text x={x + 9} y={(placed[i] ?? 0) + 4} className="chart-text">
        {line.label}
      </text>
    </g>
  ))
}

function isNumber(value: number | null | undefined): value is number {
  return typeof value === 'number'
}

/** Stretches without a gap, as first and last index. */
function runsOf(values: readonly (number | null)[]): [number, number][] {
  const runs: [number, number][] = []
  values.forEach((value, i) => {
    if (value === null) return
    const last = runs.at(-1)
    if (last && last[1] === i - 1) last[1] = i
    else runs.push([i, i])
  })
  return runs
}

function pathOf(
  values: readonly (number | null)[],
  from: number,
  to: number,
  x: (i: number) => number,
  y: (v: number) => number,
  isStepped: boolean,
): string {
  let path = `M${x(from)} ${y(values[from] ?? 0)}`
  for (let i = from + 1; i <= to; i++) path += `${isStepped ? `H${x(i)}V` : `L${x(i)} `}${y(values[i] ?? 0)}`
  return path
}
