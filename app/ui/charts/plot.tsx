import type { PointerEvent, ReactNode, RefObject } from 'react'

interface PlotProps {
  /** Of `useWidth`, which measures it. */
  place: RefObject<HTMLDivElement | null>
  width: number
  height: number
  /** The chart in words. */
  label: string
  onPointerMove?: (event: PointerEvent<SVGSVGElement>) => void
  /** Nothing is pointed at any more. */
  onLeave: () => void
  /** What lies over the drawing: links, tooltips. */
  over: ReactNode
  /** What is drawn. */
  children: ReactNode
}

/** The drawing of a chart, one unit a pixel, with what lies over it. */
export function Plot({ place, width, height, label, onPointerMove, onLeave, over, children }: PlotProps) {
  return (
    <div ref={place} className="relative overflow-hidden" onPointerLeave={onLeave}>
      <svg
        viewBox={`0 0 ${String(width)} ${String(height)}`}
        width="100%"
        height={height}
        preserveAspectRatio="xMinYMin meet"
        role="img"
        aria-label={label}
        onPointerMove={onPointerMove}
        className="block"
      >
        {children}
      </svg>
      {over}
    </div>
  )
}
