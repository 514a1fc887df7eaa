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
    'h-9 border-b border-line px-3 whitespace-nowrap',
    column.isNumeric ? 'text-right' : 'text-left',
    column.isPinned ? 'sticky left-0 z-[5]' : '',
    isTotal
      ? 'sticky bottom-0 border-t border-t-line-strong bg-sunken font-strong'
      : cell.isHatched
        ? 'hatched'
        : 'bg-surface group-hover:bg-sunken',
    cell.tone ? TONES[cell.tone] : '',
  ].join(' ')
  return (
    <td className={look} title={cell.reason} {...(cell.href ? {} : { 'data-cell': position, tabIndex: -1 })}>
      {cell.href ? (
        <a
          href={cell.href}
          data-cell={position}
          tabIndex={-1}
          className="text-accent decoration-1 underline-offset-2 hover:underline"
        >
          {cell.text}
        </a>
      ) : (
        cell.text
      )}
      {cell.note && <span className="ml-1.5 text-note font-normal text-ink-3">{cell.note}</span>}
    </td>
  )
}
