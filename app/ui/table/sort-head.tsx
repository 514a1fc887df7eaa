interface SortHeadProps {
  title: string
  /** What the column means, on hover. */
  help?: string
  /** How the rows are in order by it; undefined where they are not. */
  order?: { desc: boolean }
  /** Its place among the columns, for the arrow keys. */
  column: number
  /** Reached by the tab key. */
  isFirst: boolean
  isNumeric: boolean
  isPinned?: boolean
  onSort?: (event: unknown) => void
}

/** The head of a column: a press puts the rows in order by it. */
export function SortHead({ title, help, order, column, isFirst, isNumeric, isPinned = false, onSort }: SortHeadProps) {
  return (
    <th
      scope="col"
      title={help}
      aria-sort={order ? (order.desc ? 'descending' : 'ascending') : 'none'}
      className={`sticky top-0 h-9 border-b border-line-strong bg-surface px-3 text-note whitespace-nowrap text-ink-2 ${isNumeric ? 'text-right' : 'text-left'} ${isPinned ? 'left-0 z-20' : 'z-10'}`}
    >
      <button
        type="button"
        data-cell={`0:${column}`}
        tabIndex={isFirst ? 0 : -1}
        onClick={onSort}
        className="inline-flex items-center gap-1 font-strong hover:text-accent"
      >
        {title}
        <span aria-hidden="true" className={order ? 'text-accent' : 'text-transparent'}>
          {order?.desc === false ? '↑' : '↓'}
        </span>
      </button>
    </th>
  )
}
