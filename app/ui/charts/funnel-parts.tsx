import type { PeopleStep, Reach, Titles } from './funnel-chart.tsx'

export interface RowScales {
  isNarrow: boolean
  width: number
  /** Where the bars begin. */
  left: number
  /** From shares to pixels. */
  bar: (share: number) => number
  rate: (share: number) => number
  /** Right edge of the times. */
  time: number
  /** Left edge of the people in progress, and how long their bar is. */
  waiting: number
  waitingBar: (share: number) => number
}

interface PeopleRowProps {
  step: PeopleStep
  scales: RowScales
  y: number
  height: number
  /** Id of the hatching. */
  hatch: string
  titles: Titles
}

/** A step of people: two bars, the rate from the step before with its whiskers, the time, those in progress. */
export function PeopleRow(props: PeopleRowProps) {
  const { step, scales, y, height, hatch, titles } = props
  const { isNarrow, width, left, time, waiting } = scales
  if (isNarrow) return <NarrowRow {...props} />
  const middle = y + height / 2
  return (
    <g>
      <rect x={0} y={y} width={width} height={height} fill="transparent" />
      <text x={left - 10} y={middle + 4} textAnchor="end" className="chart-text chart-text-strong">
        {step.label}
      </text>
      {step.reason ? (
        <text x={left + 8} y={middle + 4} className="chart-text">
          {step.reason}
        </text>
      ) : (
        <>
          <Bar reach={step.strict} scales={scales} y={y + 7} height={18} hasText />
          <Bar reach={step.any} scales={scales} y={y + 29} height={14} isOutlined hasText />
        </>
      )}
      <Rate step={step} scales={scales} y={middle} weakest={titles.weakest} />
      <text x={time} y={middle + 4} textAnchor="end" className="chart-text">
        {step.timeText}
      </text>
      <rect
        x={waiting}
        y={middle - 8}
        width={Math.max(1, scales.waitingBar(step.waiting.share))}
        height={16}
        fill={`url(#${hatch})`}
        stroke="var(--line-strong)"
      />
      <text x={waiting + scales.waitingBar(step.waiting.share) + 8} y={middle + 4} className="chart-text">
        {step.waiting.text}
      </text>
    </g>
  )
}

function NarrowRow({ step, scales, y, titles }: PeopleRowProps) {
  const rateText = step.rateText && `${titles.step} ${step.rateText}`
  return (
    <g>
      <text x={0} y={y + 12} className="chart-text chart-text-strong">
        {step.label}
        {step.isWeakest && <tspan fill="var(--bad)">{` ${titles.weakest}`}</tspan>}
      </text>
      <text x={scales.width} y={y + 12} textAnchor="end" className="chart-text">
        {step.reason ?? [step.strict?.text, rateText].filter(Boolean).join(' · ')}
      </text>
      <Bar reach={step.strict} scales={scales} y={y + 17} height={10} />
      <Bar reach={step.any} scales={scales} y={y + 29} height={8} isOutlined />
      {step.rate && <Whiskers {...step.rate} x={scales.rate} y={y + 44} isBad={step.isWeakest} />}
    </g>
  )
}

interface BarProps {
  reach: Reach | null
  scales: RowScales
  y: number
  height: number
  /** In any order: an outline. */
  isOutlined?: boolean
  hasText?: boolean
}

function Bar({ reach, scales, y, height, isOutlined = false, hasText = false }: BarProps) {
  if (!reach) return null
  const from = scales.bar(0)
  const length = Math.max(1, scales.bar(reach.share) - from)
  return (
    <g>
      <rect
        x={from}
        y={y}
        width={length}
        height={height}
        rx={2}
        fill={isOutlined ? 'var(--accent-weak)' : 'var(--accent)'}
        {...(isOutlined && { stroke: 'var(--accent)', strokeWidth: 1 })}
      />
      {hasText && (
        <text
          x={from + length + 8}
          y={y + height / 2 + 4}
          className={isOutlined ? 'chart-text' : 'chart-text chart-text-strong'}
        >
          {reach.text}
        </text>
      )}
    </g>
  )
}

function Rate({ step, scales, y, weakest }: { step: PeopleStep; scales: RowScales; y: number; weakest: string }) {
  if (!step.rate) return null
  const x = scales.rate(1) + 10
  return (
    <g>
      <Whiskers {...step.rate} x={scales.rate} y={y} isBad={step.isWeakest} />
      <text
        x={x}
        y={y + 4}
        className="chart-text chart-text-strong"
        {...(step.isWeakest && { style: { fill: 'var(--bad)' } })}
      >
        {step.rateText}
        {/* Below it: beside it stands the time. */}
        {step.isWeakest && (
          <tspan x={x} dy={16}>
            {weakest}
          </tspan>
        )}
      </text>
    </g>
  )
}

interface WhiskersProps {
  value: number
  low: number
  high: number
  x: (share: number) => number
  y: number
  isBad: boolean
}

/** A point with its interval. */
function Whiskers({ value, low, high, x, y, isBad }: WhiskersProps) {
  const colour = isBad ? 'var(--bad)' : 'var(--ink)'
  return (
    <g stroke={colour} strokeWidth={1.5}>
      <line x1={x(low)} x2={x(high)} y1={y} y2={y} />
      <line x1={x(low)} x2={x(low)} y1={y - 4} y2={y + 4} />
      <line x1={x(high)} x2={x(high)} y1={y - 4} y2={y + 4} />
      <circle cx={x(value)} cy={y} r={4} fill={colour} stroke="var(--surface)" strokeWidth={1} />
    </g>
  )
}
