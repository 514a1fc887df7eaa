/** What stands at the pointer: a heading and lines of text. */
export interface Tip {
  title: string
  lines: string[]
}

interface TooltipProps {
  tip: Tip
  x: number
  y: number
  width: number
}

/** A box beside the pointer, on the side where there is room. */
export function Tooltip({ tip, x, y, width }: TooltipProps) {
  const isLeft = x > width / 2
  return (
    <div
      data-tooltip=""
      className="pointer-events-none absolute z-10 w-max max-w-72 rounded border border-line-strong bg-surface px-2 py-1.5 text-note shadow-pop"
      style={{ top: Math.max(0, y - 12), ...(isLeft ? { right: width - x + 10 } : { left: x + 10 }) }}
    >
      <p className="font-strong text-ink">{tip.title}</p>
      {tip.lines.map((line) => (
        <p key={line} className="text-ink-2">
          {line}
        </p>
      ))}
    </div>
  )
}
