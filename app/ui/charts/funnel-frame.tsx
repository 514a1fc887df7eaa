import type { Titles } from './funnel-chart.tsx'
import type { RowScales } from './funnel-parts.tsx'

/** What the two bars, the whiskers and the hatching are. */
export function Legend({ titles }: { titles: Titles }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 pb-2 text-note text-ink-2">
      <li className="flex items-center gap-1.5">
        <span className="size-2.5 rounded-[2px] bg-accent" aria-hidden="true" />
        {titles.strict}
      </li>
      <li className="flex items-center gap-1.5">
        <span className="size-2.5 rounded-[2px] border border-accent bg-accent-weak" aria-hidden="true" />
        {titles.any}
      </li>
      <li className="flex items-center gap-1.5">
        <svg width="18" height="10" aria-hidden="true">
          <path d="M1 5H17M1 2V8M17 2V8" stroke="var(--ink)" strokeWidth="1.5" />
          <circle cx="9" cy="5" r="3.5" fill="var(--ink)" />
        </svg>
        {titles.rate}
      </li>
      <li className="flex items-center gap-1.5">
        <span className="hatched size-2.5 border border-line-strong" aria-hidden="true" />
        {titles.waiting}
      </li>
    </ul>
  )
}

/** Names of the columns. */
export function Heads({ scales, titles }: { scales: RowScales; titles: Titles }) {
  return (
    <g className="chart-text">
      <text x={scales.left} y={13} className="chart-text">
        {titles.reached}
      </text>
      <text x={scales.rate(0)} y={13} className="chart-text">
        {titles.rate}
      </text>
      <text x={scales.time} y={13} textAnchor="end" className="chart-text">
        {titles.time}
      </text>
      <text x={scales.waiting} y={13} className="chart-text">
        {titles.waiting}
      </text>
    </g>
  )
}

/** 0, 50 and 100 % behind the bars and the rates; on a phone both have the same. */
export function Grid({ scales, from, to }: { scales: RowScales; from: number; to: number }) {
  return (scales.isNarrow ? [scales.bar] : [scales.bar, scales.rate]).flatMap((x, k) =>
    [0, 0.5, 1].map((share) => (
      <g key={`${String(k)}-${String(share)}`}>
        {!scales.isNarrow && (
          <line
            x1={x(share)}
            x2={x(share)}
            y1={from}
            y2={to}
            stroke={share === 0 ? 'var(--line-strong)' : 'var(--grid)'}
          />
        )}
        <text
          x={x(share)}
          y={to + 14}
          textAnchor={!scales.isNarrow || share === 0.5 ? 'middle' : share === 0 ? 'start' : 'end'}
          className="chart-text"
        >
          {share * 100}%
        </text>
      </g>
    )),
  )
}
