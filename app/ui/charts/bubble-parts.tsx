import type { Bubble } from './bubble-chart.tsx'
import type { Box } from './bubble-labels.ts'
import { textWidth } from './text.ts'

/** A line y = slope · x with its name. */
export interface Diagonal {
  slope: number
  label: string
}

interface Plot {
  x: (v: number) => number
  y: (v: number) => number
  area: Box
  xTicks: readonly number[]
  yTicks: readonly number[]
}

export interface DrawnDiagonal extends Diagonal {
  from: { x: number; y: number }
  to: { x: number; y: number }
  text: { x: number; y: number; anchor: 'start' | 'end' }
  /** Where the name stands: nothing else may. */
  box: Box
}

/** Where a line leaves the plot, and where its name stands: inside, at that end. */
export function diagonalOf(diagonal: Diagonal, { x, y, area, xTicks, yTicks }: Plot): DrawnDiagonal {
  const [right, top] = [xTicks.at(-1) ?? 1, yTicks.at(-1) ?? 1]
  const left = Math.max(xTicks[0] ?? 0, diagonal.slope > 0 ? (yTicks[0] ?? 0) / diagonal.slope : 0)
  const isSteep = diagonal.slope * right > top
  const end = isSteep ? { x: top / diagonal.slope, y: top } : { x: right, y: diagonal.slope * right }
  const to = { x: x(end.x), y: y(end.y) }
  const width = textWidth(diagonal.label)
  const isRoomy = to.x + 4 + width <= area.right
  const text = isSteep
    ? { x: isRoomy ? to.x + 4 : area.right, y: area.top - 4, anchor: isRoomy ? ('start' as const) : ('end' as const) }
    : { x: area.right - 2, y: to.y - 6, anchor: 'end' as const }
  const start = text.anchor === 'start' ? text.x : text.x - width
  return {
    ...diagonal,
    from: { x: x(left), y: y(left * diagonal.slope) },
    to,
    text,
    box: { left: start, right: start + width, top: text.y - 12, bottom: text.y + 3 },
  }
}

export function Diagonals({ lines }: { lines: readonly DrawnDiagonal[] }) {
  return lines.map(({ label, from, to, text }) => (
    <g key={label} pointerEvents="none">
      <line x1={from.x} y1={from.y} x2={to.x} y2={to.y} stroke="var(--ink-2)" strokeDasharray="2 3" />
      <text x={text.x} y={text.y} textAnchor={text.anchor} className="chart-text chart-halo">
        {label}
      </text>
    </g>
  ))
}

interface WhiskersProps {
  bubble: Bubble
  x: (v: number) => number
  y: (v: number) => number
}

/** The intervals of a bubble, where it has them. */
export function Whiskers({ bubble, x, y }: WhiskersProps) {
  const { xLow, xHigh, yLow, yHigh, colour = 'var(--accent)' } = bubble
  return (
    <g stroke={colour} strokeWidth={1.25} pointerEvents="none">
      {typeof yLow === 'number' && typeof yHigh === 'number' && (
        <line x1={x(bubble.x)} x2={x(bubble.x)} y1={y(yLow)} y2={y(yHigh)} />
      )}
      {typeof xLow === 'number' && typeof xHigh === 'number' && (
        <line x1={x(xLow)} x2={x(xHigh)} y1={y(bubble.y)} y2={y(bubble.y)} />
      )}
    </g>
  )
}
