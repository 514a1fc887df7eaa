import { useId } from 'react'
import type { Line, LineChartProps } from './line-chart.tsx'
import { spread } from './scale.ts'
import { textWidth } from './text.ts'

/** Room above and below the plot, in pixels. */
export const TOP = 12
export const BOTTOM = 24

interface GoalProps {
  y: number
  from: number
  to: number
  label: string
  /** The label stands on the side where the line does not end. */
  isBelow: boolean
}

/** The goal as a labelled dotted line. */
export function Goal({ y, from, to, label, isBelow }: GoalProps) {
  return (
    <g>
      <line x1={from} x2={to} y1={y} y2={y} stroke="var(--ink-2)" strokeDasharray="2 3" />
      <text x={to - 4} y={isBelow ? y + 14 : y - 5} textAnchor="end" className="chart-text chart-halo">
        {label}
      </text>
    </g>
  )
}

interface GapsProps {
  gaps: NonNullable<LineChartProps['gaps']>
  x: (i: number) => number
  from: number
  to: number
  height: number
}

/** Hatched stretches for which there is no data, or none yet; the name stands inside where there is room. */
export function Gaps({ gaps, x, from, to, height }: GapsProps) {
  const half = Math.abs(x(1) - x(0)) / 2
  const pattern = useId()
  if (gaps.length === 0) return null
  return (
    <g>
      <pattern id={pattern} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line x1={0} x2={0} y1={0} y2={6} stroke="var(--line-strong)" strokeWidth={2} />
      </pattern>
      {gaps.map((gap) => {
        const [left, right] = [Math.max(from, x(gap.from) - half), Math.min(to, x(gap.to) + half)]
        const name = nameAt(left, right, textWidth(gap.label), (from + to) / 2)
        return (
          <g key={gap.from}>
            <rect x={left} y={TOP} width={right - left} height={height - BOTTOM - TOP} fill={`url(#${pattern})`} />
            <text x={name.x} y={TOP + 11} textAnchor={name.anchor} className="chart-text chart-halo">
              {gap.label}
            </text>
          </g>
        )
      })}
    </g>
  )
}

function nameAt(left: number, right: number, width: number, middle: number) {
  if (right - left > width + 8) return { x: (left + right) / 2, anchor: 'middle' as const }
  return left > middle ? { x: left - 4, anchor: 'end' as const } : { x: right + 4, anchor: 'start' as const }
}

interface PartProps {
  line: Line
  x: (i: number) => number
  y: (v: number) => number
  isStepped: boolean
}

/** The interval around a line. */
export function Band({ line, x, y, isStepped }: PartProps) {
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

/** The line itself, dashed where it is not mature, with gaps where there is no value. */
export function Stroke({ line, x, y, isStepped, hasDots }: PartProps & { hasDots: boolean }) {
  const cut = line.dashedFrom ?? Number.POSITIVE_INFINITY
  return (
    <g fill="none" stroke={line.colour} strokeWidth={2} strokeLinejoin="round">
      {typeof line.ringAt === 'number' && typeof line.values[line.ringAt] === 'number' && (
        <circle cx={x(line.ringAt)} cy={y(line.values[line.ringAt] ?? 0)} r={6} stroke="var(--ink)" strokeWidth={1.5} />
      )}
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

interface EndLabelsProps {
  lines: Line[]
  x: number
  y: (v: number) => number
  height: number
}

/** Names at the ends of the lines, moved apart. */
export function EndLabels({ lines, x, y, height }: EndLabelsProps) {
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
