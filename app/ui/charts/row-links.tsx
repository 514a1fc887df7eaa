import Link from 'next/link'

interface RowLinksProps {
  rows: readonly { id: string; label: string; text: string; href?: string }[]
  /** Where the middle of a row is, in pixels. */
  middle: (index: number) => number
  height: number
  /** Which row is pointed at or has the focus. */
  onPoint: (index: number) => void
}

/** The rows of a chart that open something, as links over the drawing. */
export function RowLinks({ rows, middle, height, onPoint }: RowLinksProps) {
  return rows.map((row, i) =>
    row.href === undefined ? null : (
      <Link
        key={row.id}
        href={row.href}
        prefetch={false}
        aria-label={`${row.label} ${row.text}`}
        onPointerEnter={() => onPoint(i)}
        onFocus={() => onPoint(i)}
        className="absolute inset-x-0 rounded"
        style={{ top: middle(i) - height / 2, height }}
      />
    ),
  )
}
