'use client'

import { useLocale } from 'next-intl'
import { useId, useState } from 'react'
import type { Unit } from '../figures/format.ts'
import { languageOf } from '../i18n/language.ts'
import { Plot } from './plot.tsx'
import { RowLinks } from './row-links.tsx'
import { linear, roundTicks } from './scale.ts'
import { axisText, leastStep, textWidth } from './text.ts'
import { type Tip, Tooltip } from './tooltip.tsx'
import { useWidth } from './width.ts'

export interface RankedRow {
  id: string
  label: string
  value: number | null
  low?: number | null
  high?: number | null
  /** Written at the right. */
  text: string
  /** The same where there is little room. */
  shortText?: string
  tip: Tip
  href?: string
  colour?: string
  /** Not mature or too few: hatched instead of full. */
  isWeak?: boolean
}

interface RankedChartProps {
  rows: RankedRow[]
  unit: Unit
  label: string
  /** Bars from zero, or points with whiskers (forest plot). */
  mark: 'bar' | 'point'
  goal?: { value: number; label: string }
  rowHeight?: number
  /** The axis reaches at least this far on either side of zero, so that small differences look small. */
  leastSpan?: number
  /** Part of the width that labels may take at most. */
  labelShare?: number
}

const AXIS = 22
const GOAL = 16

/** One row a thing: a bar or a point, its interval as whiskers, the value in words at the right. */
export function RankedChart({
  rows,
  unit,
  label,
  mark,
  goal,
  rowHeight = 32,
  leastSpan,
  labelShare = 0.3,
}: RankedChartProps) {
  const language = languageOf(useLocale())
  const [ref, width] = useWidth(560)
  const [at, setAt] = useState<number | null>(null)
  const weak = useId()
  const isNarrow = width < 420
  const left = Math.min(
    width * (isNarrow ? Math.max(0.34, labelShare) : labelShare),
    Math.max(...rows.map((r) => textWidth(r.label)), 40) + 16,
  )
  const textOf = (row: RankedRow) => (isNarrow && row.shortText !== undefined ? row.shortText : row.text)
  const right = Math.max(...rows.map((r) => textWidth(textOf(r))), 30) + 16
  const top = goal ? GOAL : 4
  const height = top + rows.length * rowHeight + AXIS
  const ticks = roundTicks(...rangeOf(rows, goal?.value, leastSpan), isNarrow ? 3 : 5, leastStep(unit))
  const x = linear([ticks[0] ?? 0, ticks.at(-1) ?? 1], [left, Math.max(left + 40, width - right)])
  const middle = (i: number) => top + rowHeight * (i + 0.5)
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
      <defs>
        <pattern id={weak} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="5" height="5" fill="var(--sunken)" />
          <line x1="0" y1="0" x2="0" y2="5" stroke="var(--line-strong)" strokeWidth="2" />
        </pattern>
      </defs>
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            x1={x(tick)}
            x2={x(tick)}
            y1={top}
            y2={height - AXIS}
            stroke={tick === 0 ? 'var(--line-strong)' : 'var(--grid)'}
          />
          <text x={x(tick)} y={height - 6} textAnchor="middle" className="chart-text">
            {axisText(tick, unit, language, ticks)}
          </text>
        </g>
      ))}
      {rows.map((row, i) => (
        <g key={row.id} onPointerEnter={() => setAt(i)}>
          <rect x={0} y={middle(i) - rowHeight / 2} width={width} height={rowHeight} fill="transparent" />
          <text x={left - 8} y={middle(i) + 4} textAnchor="end" className="chart-text chart-text-strong">
            {shortened(row.label, left - 16)}
          </text>
          <Mark row={row} mark={mark} x={x} y={middle(i)} weak={weak} />
          <text x={width} y={middle(i) + 4} textAnchor="end" className="chart-text">
            {textOf(row)}
          </text>
        </g>
      ))}
      {goal && (
        <g pointerEvents="none">
          <line
            x1={x(goal.value)}
            x2={x(goal.value)}
            y1={top}
            y2={height - AXIS}
            stroke="var(--ink-2)"
            strokeDasharray="2 3"
          />
          <text x={x(goal.value)} y={11} textAnchor="middle" className="chart-text">
            {goal.label}
          </text>
        </g>
      )}
    </Plot>
  )
}

function rangeOf(rows: RankedRow[], goal: number | undefined, span = 0): [number, number] {
  const values = rows.flatMap((r) => [r.value, r.low, r.high]).filter((v) => typeof v === 'number')
  const low = Math.min(-span, 0, ...values)
  const high = Math.max(span, 0, goal ?? 0, ...values)
  return low === high ? [0, 1] : [low, high]
}

/** Cut to what fits, with an ellipsis. */
function shortened(text: string, width: number): string {
  if (textWidth(text) <= width) return text
  let cut = text
  while (cut.length > 1 && textWidth(cut) + 8 > width) cut = cut.slice(0, -1)
  return `${cut}…`
}

interface MarkProps {
  row: RankedRow
  mark: 'bar' | 'point'
  x: (v: number) => number
  y: number
  /** Id of the hatching. */
  weak: string
}

function Mark({ row, mark, x, y, weak }: MarkProps) {
  const { value, low, high, colour = 'var(--accent)' } = row
  if (value === null) return null
  const hasInterval = typeof low === 'number' && typeof high === 'number'
  const ink = mark === 'bar' ? 'var(--ink)' : colour
  return (
    <g>
      {mark === 'bar' && (
        <rect
          x={Math.min(x(0), x(value))}
          width={Math.max(1, Math.abs(x(value) - x(0)))}
          y={y - 8}
          height={16}
          rx={2}
          fill={row.isWeak ? `url(#${weak})` : colour}
          opacity={row.isWeak ? 1 : 0.85}
        />
      )}
      {hasInterval && (
        <g stroke={ink} strokeWidth={mark === 'bar' ? 1.25 : 2}>
          <line x1={x(low)} x2={x(high)} y1={y} y2={y} />
          <line x1={x(low)} x2={x(low)} y1={y - 4} y2={y + 4} />
          <line x1={x(high)} x2={x(high)} y1={y - 4} y2={y + 4} />
        </g>
      )}
      {mark === 'point' && (
        <rect
          x={x(value) - 5}
          y={y - 5}
          width={10}
          height={10}
          fill={row.isWeak ? 'var(--surface)' : colour}
          stroke={colour}
          strokeWidth={2}
        />
      )}
    </g>
  )
}
