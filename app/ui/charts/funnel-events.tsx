import type { EventStep } from './funnel-chart.tsx'
import type { RowScales } from './funnel-parts.tsx'

interface EventBarProps {
  step: EventStep
  /** The greatest count of events: the whole width. */
  most: number
  scales: RowScales
  y: number
  height: number
}

/** A count of events: grey, on a scale of its own. */
export function EventBar({ step, most, scales, y, height }: EventBarProps) {
  const { isNarrow, width, left, bar, rate } = scales
  const middle = y + height / 2
  const length = step.value === null ? 0 : Math.max(1, bar(step.value / most) - left)
  if (isNarrow) {
    return (
      <g>
        <text x={0} y={y + 14} className="chart-text chart-text-strong">
          {step.label}
        </text>
        <text x={width} y={y + 14} textAnchor="end" className="chart-text">
          {[step.text, step.rateText].filter(Boolean).join(' · ')}
        </text>
        <rect x={0} y={y + 19} width={length} height={6} rx={1} fill="var(--c7)" />
      </g>
    )
  }
  return (
    <g>
      <rect x={0} y={y} width={width} height={height} fill="transparent" />
      <text x={left - 10} y={middle + 4} textAnchor="end" className="chart-text chart-text-strong">
        {step.label}
      </text>
      <rect x={left} y={middle - 7} width={length} height={14} rx={2} fill="var(--c7)" />
      <text x={left + length + 8} y={middle + 4} className="chart-text">
        {step.text}
      </text>
      <text x={rate(0)} y={middle + 4} className="chart-text">
        {step.rateText}
      </text>
    </g>
  )
}

interface BreakProps {
  texts: string[]
  y: number
  height: number
  width: number
  isNarrow: boolean
}

/** The break: what is above is counted in events, what is below in people. */
export function Break({ texts, y, height, width, isNarrow }: BreakProps) {
  const middle = y + height - 8
  const teeth = Array.from(
    { length: Math.ceil(width / 8) + 1 },
    (_, i) => `${i * 8} ${middle + (i % 2 === 0 ? 3 : -3)}`,
  )
  const lines = isNarrow ? texts : [texts.join(' · ')]
  return (
    <g>
      {lines.map((line, i) => (
        <text
          key={line}
          x={isNarrow ? 0 : width / 2}
          y={middle - 9 - (lines.length - 1 - i) * 14}
          textAnchor={isNarrow ? 'start' : 'middle'}
          className="chart-text"
        >
          {line}
        </text>
      ))}
      <polyline points={teeth.join(' ')} fill="none" stroke="var(--line-strong)" strokeWidth="1.25" />
    </g>
  )
}
