'use client'

import Link from 'next/link'
import { useGridKeys } from '../table/grid-keys.ts'
import { rampClass } from './colours.ts'

export interface HeatCell {
  /** `58%`; `—` where there is no value. */
  text: string
  /** Place on the ramp, 0 to 1; null: no colour. */
  share: number | null
  /** n, interval, or why there is no value. */
  detail: string
  href?: string
  isHatched?: boolean
  /** Too few for more than a look. */
  isFew?: boolean
}

export interface HeatRow {
  id: string
  label: string
  size: string
  cells: HeatCell[]
}

interface CohortHeatmapProps {
  label: string
  corner: string
  sizeTitle: string
  steps: string[]
  rows: HeatRow[]
  mean?: HeatRow
}

/** Cohorts down, age across; the colour is the share, the text says it. Cells open the people behind. */
export function CohortHeatmap({ label, corner, sizeTitle, steps, rows, mean }: CohortHeatmapProps) {
  const keys = useGridKeys()
  return (
    <div className="max-h-[520px] overflow-auto" {...keys}>
      <table className="border-separate border-spacing-0.5 text-note" aria-label={label}>
        <thead>
          <tr>
            <th scope="col" className="sticky top-0 left-0 z-20 bg-surface px-2 py-1 text-left text-ink-2">
              {corner}
            </th>
            <th scope="col" className="sticky top-0 z-10 bg-surface px-2 py-1 text-right text-ink-2">
              {sizeTitle}
            </th>
            {steps.map((step) => (
              <th key={step} scope="col" className="sticky top-0 z-10 bg-surface px-1 py-1 text-center text-ink-2">
                {step}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {mean && <Row row={mean} position={0} isMean />}
          {rows.map((row, i) => (
            <Row key={row.id} row={row} position={i + 1} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ row, position, isMean = false }: { row: HeatRow; position: number; isMean?: boolean }) {
  const weight = isMean ? 'font-strong text-ink' : 'font-normal text-ink-2'
  return (
    <tr>
      <th scope="row" className={`sticky left-0 z-10 bg-surface px-2 text-left whitespace-nowrap ${weight}`}>
        {row.label}
      </th>
      <td className={`px-2 text-right ${weight}`}>{row.size}</td>
      {row.cells.map((cell, c) => (
        <HeatCellView key={`${row.id}-${String(c)}`} cell={cell} position={`${position}:${c}`} isFirst={position === 0 && c === 0} />
      ))}
    </tr>
  )
}

function HeatCellView({ cell, position, isFirst }: { cell: HeatCell; position: string; isFirst: boolean }) {
  const look = cell.isHatched ? 'hatched text-ink-3' : cell.share === null ? 'text-ink-3' : rampClass(cell.share)
  const box = `flex h-7 min-w-11 items-center justify-center rounded-sm px-1 ${cell.isFew ? 'italic opacity-75' : ''}`
  return (
    <td title={cell.detail} className="p-0">
      {cell.href ? (
        <Link
          href={cell.href}
          prefetch={false}
          data-cell={position}
          tabIndex={isFirst ? 0 : -1}
          className={`${box} ${look} hover:outline-2 hover:outline-accent`}
          aria-label={`${cell.text}, ${cell.detail}`}
        >
          {cell.text}
        </Link>
      ) : (
        <span className={`${box} ${look}`}>{cell.text}</span>
      )}
    </td>
  )
}
