'use client'

import {
  columnVisibilityFeature,
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useTranslations } from 'next-intl'
import { useMemo, useRef } from 'react'
import { useGridKeys } from '../../ui/table/grid-keys.ts'
import { SortHead } from '../../ui/table/sort-head.tsx'
import { COLUMNS, type ColumnId, NUMERIC, type RowWords } from './columns.ts'
import { placesOf } from './order.ts'
import type { RiskRows } from './rows.ts'

const ROW_HEIGHT = 36

const features = tableFeatures({
  rowSortingFeature,
  columnVisibilityFeature,
  sortedRowModel: createSortedRowModel(),
})
/** A row is its position in the Arrow table. */
interface Position {
  at: number
}

const helper = createColumnHelper<typeof features, Position>()

interface RiskTableProps {
  rows: RiskRows
  shown: number[]
  words: RowWords
  selected: ReadonlySet<string>
  onSelect: (selected: ReadonlySet<string>) => void
  asOf: string
}

/** A hundred thousand rows of which only those in sight are drawn. */
export function RiskTable({ rows, shown, words, selected, onSelect, asOf }: RiskTableProps) {
  const t = useTranslations('atRisk.list')
  const place = usePlaces(rows, words)
  const columns = useMemo(
    () =>
      helper.columns(
        COLUMNS.map((id) =>
          helper.accessor(({ at }) => place(id, at), {
            id,
            header: id,
            sortUndefined: 'last',
            sortFn: (a, b) => Number(a.getValue(id)) - Number(b.getValue(id)),
          }),
        ),
      ),
    [place],
  )
  const data = useMemo(() => shown.map((at) => ({ at })), [shown])
  const table = useTable({ features, columns, data, getRowId: ({ at }) => String(at) })
  const ordered = table.getRowModel().rows
  const scroller = useRef<HTMLDivElement>(null)
  const keys = useGridKeys()
  const virtualizer = useVirtualizer({
    count: ordered.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  })
  const inSight = virtualizer.getVirtualItems()
  const before = inSight[0]?.start ?? 0
  const after = virtualizer.getTotalSize() - (inSight.at(-1)?.end ?? 0)
  const toggle = (person: string) => {
    const next = new Set(selected)
    if (!next.delete(person)) next.add(person)
    onSelect(next)
  }
  const sorting = table.state.sorting
  return (
    <div ref={scroller} className="h-140 overflow-auto rounded-md border border-line bg-surface">
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: arrows move between the cells of this table
        role="grid"
        aria-label={t('title')}
        aria-rowcount={ordered.length + 1}
        className="w-full border-separate border-spacing-0"
        onKeyDown={keys.onKeyDown}
      >
        <thead>
          <tr>
            <th scope="col" className="sticky top-0 left-0 z-20 h-9 w-10 border-b border-line-strong bg-surface px-3">
              <span className="sr-only">{t('select')}</span>
            </th>
            {COLUMNS.map((id, c) => (
              <SortHead
                key={id}
                title={t(`columns.${id}`)}
                order={sorting.find((s) => s.id === id)}
                column={c + 1}
                isFirst={c === 0}
                isNumeric={NUMERIC.has(id)}
                onSort={table.getColumn(id)?.getToggleSortingHandler()}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <Gap height={before} />}
          {inSight.map(({ index }) => {
            const row = ordered[index]?.original.at
            if (row === undefined) return null
            const person = rows.text('person', row) ?? ''
            const isSelected = selected.has(person)
            return (
              <tr key={person} aria-rowindex={index + 2} aria-selected={isSelected} className="group">
                <td className={`sticky left-0 z-[5] h-9 border-b border-line px-3 ${look(isSelected)}`}>
                  <input
                    type="checkbox"
                    checked={isSelected}
                    onChange={() => toggle(person)}
                    data-cell={`${index + 1}:0`}
                    tabIndex={-1}
                    aria-label={t('selectOne', { name: words.text('name', row), person })}
                    className="size-4 accent-accent"
                  />
                </td>
                {COLUMNS.map((id, c) => (
                  <Cell key={id} id={id} position={`${index + 1}:${c + 1}`} look={look(isSelected)}>
                    {id === 'name'
                      ? { href: `/people/${person}?asOf=${asOf}`, text: words.text(id, row), note: person }
                      : words.text(id, row)}
                  </Cell>
                ))}
              </tr>
            )
          })}
          {after > 0 && <Gap height={after} />}
          {ordered.length === 0 && (
            <tr>
              <td colSpan={COLUMNS.length + 1} className="h-18 px-3 text-center text-ink-3">
                {t('nobody')}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  )
}

function look(isSelected: boolean): string {
  return isSelected ? 'bg-accent-weak' : 'bg-surface group-hover:bg-sunken'
}

interface CellProps {
  id: ColumnId
  position: string
  look: string
  children: string | { href: string; text: string; note: string }
}

function Cell({ id, position, look, children }: CellProps) {
  const className = `h-9 border-b border-line px-3 whitespace-nowrap ${NUMERIC.has(id) ? 'text-right' : 'text-left'} ${look}`
  if (typeof children === 'string') {
    return (
      <td data-cell={position} tabIndex={-1} className={className}>
        {children}
      </td>
    )
  }
  return (
    <td className={className}>
      <a
        href={children.href}
        data-cell={position}
        tabIndex={-1}
        className="text-accent underline-offset-2 hover:underline"
      >
        {children.text}
      </a>
      <span className="ml-1.5 text-note text-ink-3">{children.note}</span>
    </td>
  )
}

/** Room for the rows that are out of sight. */
function Gap({ height }: { height: number }) {
  return (
    <tr>
      <td colSpan={COLUMNS.length + 1} height={height} className="p-0" />
    </tr>
  )
}

/** Where a row stands in the order of a column; worked out when a column is first sorted by. */
function usePlaces(rows: RiskRows, words: RowWords): (column: ColumnId, row: number) => number | undefined {
  return useMemo(() => {
    const known = new Map<ColumnId, (row: number) => number | undefined>()
    return (column, row) => {
      const place = known.get(column) ?? placesOf(rows.length, (at) => words.key(column, at))
      known.set(column, place)
      return place(row)
    }
  }, [rows, words])
}
