'use client'

import Link from 'next/link'
import { useLocale } from 'next-intl'
import { useState } from 'react'
import type { Unit } from '../figures/format.ts'
import { languageOf } from '../i18n/language.ts'
import { type Circle, placeLabels } from './bubble-labels.ts'
import { type Diagonal, Diagonals, diagonalOf, Whiskers } from './bubble-parts.tsx'
import { Plot } from './plot.tsx'
import { linear, roundTicks } from './scale.ts'
import { axisText, textWidth } from './text.ts'
import { type Tip, Tooltip } from './tooltip.tsx'
import { useWidth } from './width.ts'

export interface Bubble {
  id: string
  label: string
  x: number
  y: number
  /** Its area, relative to the others. */
  size: number
  xLow?: number | null
  xHigh?: number | null
  yLow?: number | null
  yHigh?: number | null
  tip: Tip
  href?: string
  colour?: string
  /** Too few people for a verdict: outlined instead of full. */
  isWeak?: boolean
}

interface BubbleChartProps {
  bubbles: Bubble[]
  xTitle: string
  yTitle: string
  xUnit: Unit
  yUnit: Unit
  /** Says the chart in words. */
  label: string
  /** Lines y = slope · x. */
  diagonals?: Diagonal[]
  height?: number
}

const TOP = 30
const BOTTOM = 40

/** Things by two figures, their size a third; names beside them, intervals as whiskers, lines of equal ratio. */
export function BubbleChart(props: BubbleChartProps) {
  const { bubbles, xTitle, yTitle, xUnit, yUnit, label, diagonals = [], height = 320 } = props
  const language = languageOf(useLocale())
  const [ref, width] = useWidth(560)
  const [at, setAt] = useState<number | null>(null)
  const [xTicks, yTicks] = [ticksOf(bubbles, 'x', width < 420 ? 3 : 5), ticksOf(bubbles, 'y', 5)]
  const yTexts = yTicks.map((tick) => axisText(tick, yUnit, language, yTicks))
  const area = {
    left: Math.max(...yTexts.map(textWidth)) + 14,
    right: width - 14,
    top: TOP,
    bottom: height - BOTTOM,
  }
  const x = linear([xTicks[0] ?? 0, xTicks.at(-1) ?? 1], [area.left, area.right])
  const y = linear([yTicks[0] ?? 0, yTicks.at(-1) ?? 1], [area.bottom, area.top])
  const circles = circlesOf(bubbles, x, y, width < 420 ? 18 : 26)
  const lines = diagonals.map((diagonal) => diagonalOf(diagonal, { x, y, area, xTicks, yTicks }))
  const names = placeLabels(
    circles,
    bubbles.map((b) => textWidth(b.label)),
    { ...area, right: width },
    lines.map((line) => line.box),
  )
  const tip = at === null ? undefined : bubbles[at]?.tip
  return (
    <Plot
      place={ref}
      {...{ width, height, label }}
      onLeave={() => setAt(null)}
      over={
        <>
          {bubbles.map(({ id, label: name, href }, i) => {
            const circle = circles[i]
            if (href === undefined || !circle) return null
            return (
              <Link
                key={id}
                href={href}
                prefetch={false}
                aria-label={name}
                onPointerEnter={() => setAt(i)}
                onFocus={() => setAt(i)}
                onBlur={() => setAt(null)}
                className="absolute rounded-full"
                style={{
                  left: circle.x - circle.r,
                  top: circle.y - circle.r,
                  width: circle.r * 2,
                  height: circle.r * 2,
                }}
              />
            )
          })}
          {tip && at !== null && <Tooltip tip={tip} x={circles[at]?.x ?? 0} y={circles[at]?.y ?? 0} width={width} />}
        </>
      }
    >
      {yTicks.map((tick, i) => (
        <g key={tick}>
          <line x1={area.left} x2={area.right} y1={y(tick)} y2={y(tick)} stroke="var(--grid)" />
          <text x={area.left - 8} y={y(tick) + 4} textAnchor="end" className="chart-text">
            {yTexts[i]}
          </text>
        </g>
      ))}
      {xTicks.map((tick, i) => (
        <g key={tick}>
          <line x1={x(tick)} x2={x(tick)} y1={area.top} y2={area.bottom} stroke="var(--grid)" />
          <text
            x={x(tick)}
            y={area.bottom + 16}
            textAnchor={i === xTicks.length - 1 ? 'end' : 'middle'}
            className="chart-text"
          >
            {axisText(tick, xUnit, language, xTicks)}
          </text>
        </g>
      ))}
      <text x={0} y={12} className="chart-text">
        {yTitle}
      </text>
      <text x={area.right} y={height - 5} textAnchor="end" className="chart-text">
        {xTitle}
      </text>
      <Diagonals lines={lines} />
      {bubbles.map((bubble) => (
        <Whiskers key={bubble.id} bubble={bubble} x={x} y={y} />
      ))}
      {bubbles.map(({ id, colour = 'var(--accent)', isWeak = false }, i) => (
        <circle
          key={id}
          cx={circles[i]?.x}
          cy={circles[i]?.y}
          r={circles[i]?.r}
          fill={isWeak ? 'var(--surface)' : colour}
          fillOpacity={isWeak ? 0.6 : 0.55}
          stroke={colour}
          strokeWidth={1.5}
          strokeDasharray={isWeak ? '3 2' : undefined}
          onPointerEnter={() => setAt(i)}
        />
      ))}
      {names.map((name, i) =>
        name ? (
          <text
            key={bubbles[i]?.id}
            x={name.x}
            y={name.y}
            textAnchor={name.anchor}
            className="chart-text chart-text-strong chart-halo"
            pointerEvents="none"
          >
            {bubbles[i]?.label}
          </text>
        ) : null,
      )}
    </Plot>
  )
}

/** Round ticks from zero, or from below it, to the greatest value or limit. */
function ticksOf(bubbles: Bubble[], axis: 'x' | 'y', count: number): number[] {
  const values = bubbles.flatMap((b) => (axis === 'x' ? [b.x, b.xLow, b.xHigh] : [b.y, b.yLow, b.yHigh]))
  const known = values.filter((v) => typeof v === 'number')
  const [low, high] = [Math.min(0, ...known), Math.max(0, ...known)]
  return roundTicks(low, low === high ? 1 : high + (high - low) * 0.04, count)
}

function circlesOf(bubbles: Bubble[], x: (v: number) => number, y: (v: number) => number, most: number): Circle[] {
  const greatest = Math.max(1e-9, ...bubbles.map((b) => b.size))
  return bubbles.map((b) => ({
    x: x(b.x),
    y: y(b.y),
    r: Math.max(5, Math.sqrt(Math.max(0, b.size) / greatest) * most),
  }))
}
