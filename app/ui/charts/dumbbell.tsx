'use client'

import { useState } from 'react'
import { decimal } from '../figures/format.ts'
import { Plot } from './plot.tsx'
import { RowLinks } from './row-links.tsx'
import { linear, roundTicks } from './scale.ts'
import { textWidth } from './text.ts'
import { type Tip, Tooltip } from './tooltip.tsx'
import { useWidth } from './width.ts'

export interface DumbbellRow {
  id: string
  label: string
  before: number
  after: number
  /** Interval of the change, drawn around the later value. */
  low: number | null
  high: number | null
  /** Written at the right: the change. */
  text: string
  tip: Tip
  href?: string
  /** Too few: hollow. */
  isWeak?: boolean
  isTotal?: boolean
}

interface DumbbellChartProps {
  rows: DumbbellRow[]
  /** Digits behind the point that the axis may need. */
  digits: number
  /** Borders between bands, as dotted lines. */
  borders: readonly number[]
  label: string
  rowHeight?: number
}

const AXIS = 22
const TOP = 6

/** Before and after of the same people, one row a set of them: a ring, a line, a dot with the interval of the change. */
export function DumbbellChart({ rows, digits, borders, label, rowHeight = 40 }: DumbbellChartProps) {
  const [ref, width] = useWidth(560)
  const [at, setAt] = useState<number | null>(null)
  const left = Math.max(...rows.map((r) => textWidth(r.label)), 30) + 16
  const right = Math.max(...rows.map((r) => textWidth(r.text)), 30) + 16
  const height = TOP + rows.length * rowHeight + AXIS
  const [low, high] = rangeOf(rows)
  const ticks = roundTicks(low, high, width < 420 ? 3 : 6)
  const [first, last] = [ticks[0] ?? low, ticks.at(-1) ?? high]
  const x = linear([first, last], [left, Math.max(left + 40, width - right)])
  const middle = (i: number) => TOP + rowHeight * (i + 0.5)
  const tip = at === null ? undefined : rows[at]?.tip
  return (
    <Plot
      place={ref}
      {...{ width, height, label }}
      onLeave={() => setAt(null)}
      over={
        <>
          <RowLinks rows={rows} middle={middle} height={rowHeight} onPoint={setAt} />
          {tip && at !== null && <Tooltip tip={tip} x={width / 2} y={middle(at) + 8} width={width} />}
        </>
      }
    >
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={x(tick)} x2={x(tick)} y1={TOP} y2={height - AXIS} stroke="var(--grid)" />
          <text x={x(tick)} y={height - 6} textAnchor="middle" className="chart-text">
            {decimal(tick, Math.min(digits, ticks.every(Number.isInteger) ? 0 : 1))}
          </text>
        </g>
      ))}
      {borders
        .filter((border) => border > first && border < last)
        .map((border) => (
          <line
            key={border}
            x1={x(border)}
            x2={x(border)}
            y1={TOP}
            y2={height - AXIS}
            stroke="var(--ink-3)"
            strokeDasharray="2 3"
          />
        ))}
      {rows.map((row, i) => (
        <g key={row.id} onPointerEnter={() => setAt(i)}>
          <rect x={0} y={middle(i) - rowHeight / 2} width={width} height={rowHeight} fill="transparent" />
          <text x={left - 8} y={middle(i) + 4} textAnchor="end" className="chart-text chart-text-strong">
            {row.label}
          </text>
          <Mark row={row} x={x} y={middle(i)} />
          <text x={width} y={middle(i) + 4} textAnchor="end" className="chart-text">
            {row.text}
          </text>
        </g>
      ))}
    </Plot>
  )
}

function Mark({ row, x, y }: { row: DumbbellRow; x: (v: number) => number; y: number }) {
  const { before, after, low, high } = row
  const colour = row.isTotal ? 'var(--ink)' : 'var(--accent)'
  return (
    <g>
      <line x1={x(before)} x2={x(after)} y1={y} y2={y} stroke={colour} strokeWidth={3} opacity={0.35} />
      <circle cx={x(before)} cy={y} r={5} fill="var(--surface)" stroke={colour} strokeWidth={2} />
      {low !== null && high !== null && (
        <g stroke={colour} strokeWidth={1.25}>
          <line x1={x(before + low)} x2={x(before + high)} y1={y} y2={y} />
          <line x1={x(before + low)} x2={x(before + low)} y1={y - 6} y2={y + 6} />
          <line x1={x(before + high)} x2={x(before + high)} y1={y - 6} y2={y + 6} />
        </g>
      )}
      <circle
        cx={x(after)}
        cy={y}
        r={5}
        fill={row.isWeak ? 'var(--surface)' : colour}
        stroke={colour}
        strokeWidth={2}
      />
    </g>
  )
}

/** Not from zero: readings live far from it, and lengths here are changes. */
function rangeOf(rows: readonly DumbbellRow[]): [number, number] {
  const values = rows.flatMap((r) => [r.before, r.after, r.before + (r.low ?? 0), r.before + (r.high ?? 0)])
  const [low, high] = [Math.min(...values), Math.max(...values)]
  return low === high ? [low - 1, high + 1] : [low, high]
}
