'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { useGridKeys } from '../table/grid-keys.ts'
import { softNavigation } from '../table/soft-links.ts'
import { rampClass } from './colours.ts'
import { type Tip, Tooltip } from './tooltip.tsx'

export interface HeatCell {
  /** Place on the ramp, 0 to 1; null: no value yet. */
  share: number | null
  isHatched?: boolean
  /** Too few for more than a look. */
  isFew?: boolean
}

export interface HeatRow {
  id: string
  label: string
  size: string
  cells: HeatCell[]
  /** What the steps behind the cells wait for, in one hatched stretch; empty where there are none. */
  waiting: string
}

interface CohortHeatmapProps {
  label: string
  corner: string
  sizeTitle: string
  steps: string[]
  rows: HeatRow[]
  /** Weighted mean, above the rows. */
  mean: HeatRow
  /** People behind a cell; counted from the first row below the mean. */
  hrefOf: (row: number, step: number) => string | undefined
  /** What stands at the pointer; row −1 is the mean. */
  tipOf: (row: number, step: number) => Tip
}

/** Steps that a note needs to fit. */
const ROOM_FOR_TEXT = 4

interface Pointed {
  row: number
  step: number
  x: number
  y: number
}

/** Cohorts down, age across; the colour is the share, the text says it. Cells open the people behind. */
export function CohortHeatmap(props: CohortHeatmapProps) {
  const { label, corner, sizeTitle, steps, rows, mean, hrefOf, tipOf } = props
  const keys = useGridKeys()
  const router = useRouter()
  const [at, setAt] = useState<Pointed | null>(null)
  const point = (target: EventTarget) => setAt(target instanceof HTMLElement ? pointed(target) : null)
  return (
    <div className="relative" onPointerLeave={() => setAt(null)}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows and clicks of the cells inside are handled in one place */}
      <div
        className="max-h-[520px] overflow-auto"
        onPointerOver={(e) => point(e.target)}
        onFocus={(e) => point(e.target)}
        onScroll={() => setAt(null)}
        onClick={(e) => softNavigation(e, router)}
        onKeyDown={keys.onKeyDown}
      >
        <table className="heatmap border-separate border-spacing-0.5 text-note" aria-label={label}>
          <thead>
            <tr>
              <Head isCorner>{corner}</Head>
              <Head>{sizeTitle}</Head>
              {steps.map((step) => (
                <Head key={step}>{step}</Head>
              ))}
            </tr>
          </thead>
          <tbody>
            <Row row={mean} index={-1} steps={steps.length} />
            {rows.map((row, i) => (
              <Row key={row.id} row={row} index={i} steps={steps.length} hrefOf={hrefOf} />
            ))}
          </tbody>
        </table>
      </div>
      {at && <Tooltip tip={tipOf(at.row, at.step)} x={at.x} y={at.y} width={at.x * 2 > 900 ? at.x : 9999} />}
    </div>
  )
}

/** The cell under the pointer, from its `row:step` mark. */
function pointed(target: HTMLElement): Pointed | null {
  const cell = target.closest<HTMLElement>('[data-cell]')
  const frame = target.closest<HTMLElement>('.relative')
  if (!cell || !frame) return null
  const [row = 0, step = 0] = (cell.dataset.cell ?? '').split(':').map(Number)
  const [a, b] = [cell.getBoundingClientRect(), frame.getBoundingClientRect()]
  return { row: row - 1, step, x: a.right - b.left, y: a.top - b.top }
}

function Head({ children, isCorner = false }: { children: ReactNode; isCorner?: boolean }) {
  return (
    <th
      scope="col"
      className={`sticky top-0 bg-surface px-1.5 py-1 font-strong text-ink-2 ${isCorner ? 'left-0 z-20 text-left' : 'z-10 text-center'}`}
    >
      {children}
    </th>
  )
}

interface RowProps {
  row: HeatRow
  /** −1 for the mean. */
  index: number
  steps: number
  hrefOf?: CohortHeatmapProps['hrefOf']
}

function Row({ row, index, steps, hrefOf }: RowProps) {
  const left = steps - row.cells.length
  const weight = index < 0 ? 'font-strong text-ink' : 'font-normal text-ink-2'
  return (
    <tr>
      <th scope="row" className={`sticky left-0 z-10 bg-surface px-1.5 text-left whitespace-nowrap ${weight}`}>
        {row.label}
      </th>
      <td className={`px-1.5 text-right ${weight}`}>{row.size}</td>
      {row.cells.map((cell, step) => {
        const look = cell.share === null ? (cell.isHatched ? 'hatched' : '') : rampClass(cell.share)
        const shared = {
          'data-cell': `${String(index + 1)}:${String(step)}`,
          tabIndex: index === 0 && step === 0 ? 0 : -1,
          className: cell.isFew ? `${look} italic` : look,
        }
        const href = hrefOf?.(index, step)
        const text = cell.share === null ? '' : `${String(Math.round(cell.share * 100))}%`
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
          <td key={step}>
            {href !== undefined && cell.share !== null ? (
              <a {...shared} href={href}>
                {text}
              </a>
            ) : (
              <span {...shared}>{text}</span>
            )}
          </td>
        )
      })}
      {left > 0 && (
        <td colSpan={left} title={row.waiting} className="hatched h-7 rounded-sm px-2 text-ink-3">
          {left >= ROOM_FOR_TEXT && row.waiting !== '' && (
            <span className="rounded-sm bg-surface px-1">{row.waiting}</span>
          )}
        </td>
      )}
    </tr>
  )
}
