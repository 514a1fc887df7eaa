'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { integer } from '../figures/format.ts'
import { softNavigation } from '../table/soft-links.ts'
import { alluvial, type Flow, type FlowNode, type PlacedFlow, type PlacedNode } from './alluvial-layout.ts'
import { textWidth } from './text.ts'
import { type Tip, Tooltip } from './tooltip.tsx'
import { useWidth } from './width.ts'

export interface LinkedFlow extends Flow {
  tip: Tip
  href?: string
}

interface AlluvialChartProps {
  /** Heads of the two sides. */
  heads: readonly [string, string]
  left: FlowNode[]
  right: FlowNode[]
  flows: LinkedFlow[]
  /** Says the chart in words. */
  label: string
  height?: number
}

const HEAD = 22
const BAR = 10
const GAP = 8
const NARROW = 420

/** People by where they were and where they are: bars at both sides, a band for each way between them. */
export function AlluvialChart(props: AlluvialChartProps) {
  const { heads, flows, label, height = 280 } = props
  const [ref, width] = useWidth(560)
  const [at, setAt] = useState<number | null>(null)
  const router = useRouter()
  const placed = alluvial(props.left, props.right, flows, height - HEAD)
  const nameOf = (node: PlacedNode) => `${node.label} ${integer(node.value)}`
  const room = (side: readonly PlacedNode[]) => Math.max(0, ...side.map((n) => textWidth(nameOf(n)))) + GAP
  // On a phone the names stand on the bands instead of beside them.
  const isNarrow = width < NARROW
  const from = isNarrow ? 0 : room(placed.left)
  const to = isNarrow ? width : Math.max(from + 2 * BAR + 40, width - room(placed.right))
  const start = (flow: PlacedFlow) => flows[flow.index]
  const tip = at === null ? undefined : flows[at]?.tip
  const middle = placed.flows.find((flow) => flow.index === at)
  return (
    <div ref={ref} className="relative overflow-hidden" onPointerLeave={() => setAt(null)}>
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing of links, not a form */}
      <svg
        viewBox={`0 0 ${String(width)} ${String(height)}`}
        width="100%"
        height={height}
        preserveAspectRatio="xMinYMin meet"
        role="group"
        aria-label={label}
        className="block"
      >
        <text x={isNarrow ? 0 : from + BAR} y={13} textAnchor={isNarrow ? 'start' : 'end'} className="chart-text">
          {heads[0]}
        </text>
        <text x={isNarrow ? width : to - BAR} y={13} textAnchor={isNarrow ? 'end' : 'start'} className="chart-text">
          {heads[1]}
        </text>
        <g transform={`translate(0 ${String(HEAD)})`}>
          {placed.flows.map((band) => {
            const flow = start(band)
            if (!flow) return null
            const colour = placed.left.find((n) => n.id === flow.from)?.colour ?? 'var(--c7)'
            const path = (
              <path
                d={ribbon(band, from + BAR, to - BAR)}
                fill={colour}
                opacity={at === null ? 0.38 : at === band.index ? 0.7 : 0.15}
                onPointerEnter={() => setAt(band.index)}
              />
            )
            if (!flow.href) return <g key={`${flow.from}>${flow.to}`}>{path}</g>
            return (
              <a
                key={`${flow.from}>${flow.to}`}
                href={flow.href}
                aria-label={`${flow.tip.title} ${flow.tip.lines.join(' ')}`}
                onClick={(event) => softNavigation(event, router)}
                onFocus={() => setAt(band.index)}
                onBlur={() => setAt(null)}
              >
                {path}
              </a>
            )
          })}
          {placed.left.map((node) => (
            <Side
              key={node.id}
              node={node}
              x={from}
              text={nameOf(node)}
              anchor={isNarrow ? 'start' : 'end'}
              at={isNarrow ? BAR + GAP / 2 : from - GAP / 2}
            />
          ))}
          {placed.right.map((node) => (
            <Side
              key={node.id}
              node={node}
              x={to - BAR}
              text={nameOf(node)}
              anchor={isNarrow ? 'end' : 'start'}
              at={isNarrow ? width - BAR - GAP / 2 : to + GAP / 2}
            />
          ))}
        </g>
      </svg>
      {tip && middle && (
        <Tooltip tip={tip} x={width / 2} y={HEAD + (middle.from + middle.to + middle.height) / 2} width={width} />
      )}
    </div>
  )
}

interface SideProps {
  node: PlacedNode
  x: number
  text: string
  anchor: 'start' | 'end'
  at: number
}

function Side({ node, x, text, anchor, at }: SideProps) {
  return (
    <g pointerEvents="none">
      <rect x={x} y={node.y} width={BAR} height={node.height} rx={1.5} fill={node.colour} />
      <text
        x={at}
        y={node.y + node.height / 2 + 4}
        textAnchor={anchor}
        className="chart-text chart-text-strong chart-halo"
      >
        {text}
      </text>
    </g>
  )
}

function ribbon({ from, to, height }: PlacedFlow, x0: number, x1: number): string {
  const middle = (x0 + x1) / 2
  const [a, b] = [from + height, to + height]
  return `M${x0} ${from}C${middle} ${from} ${middle} ${to} ${x1} ${to}L${x1} ${b}C${middle} ${b} ${middle} ${a} ${x0} ${a}Z`
}
