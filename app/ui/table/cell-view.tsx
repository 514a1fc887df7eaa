import type { CellData, Column } from './model.ts'

const TONES = { good: 'text-good', bad: 'text-bad', muted: 'text-ink-3' } as const

interface CellViewProps {
  cell: CellData
  column: Column
  /** `row:column`, for the arrow keys. */
  position: string
  isTotal?: boolean
}

/** One cell. What can be opened is a link; the arrow keys reach every cell. */
export function CellView({ cell, column, position, isTotal = false }: CellViewProps) {
  const look = [
    'cell',
    column.isNumeric ? 'cell-number' : '',
    column.isPinned ? 'sticky left-0 z-[5]' : '',
    isTotal ? 'cell-total sticky bottom-0' : cell.isHatched ? 'hatched' : '',
    cell.tone ? TONES[cell.tone] : '',
    cell.value === null && cell.reason ? 'told' : '',
  ]
  return (
    <td
      className={look.filter(Boolean).join(' ')}
      title={cell.reason}
      {...(cell.href ? {} : { 'data-cell': position, tabIndex: -1 })}
    >
      {cell.href ? (
        <a href={cell.href} data-cell={position} tabIndex={-1}>
          {cell.text}
        </a>
      ) : (
        cell.text
      )}
      {cell.note && <span className="ml-1.5 text-note font-normal text-ink-3">{cell.note}</span>}
    </td>
  )
}
