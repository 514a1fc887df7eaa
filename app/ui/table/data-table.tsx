'use client'

import {
  columnFilteringFeature,
  columnVisibilityFeature,
  createColumnHelper,
  createFilteredRowModel,
  createSortedRowModel,
  filterFn_includesString,
  globalFilteringFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { CellView } from './cell-view.tsx'
import { ColumnMenu } from './column-menu.tsx'
import { useGridKeys } from './grid-keys.ts'
import { type Column, cellOf, cellValue, type PeopleTable, type TableData, type TableRow } from './model.ts'
import { softNavigation } from './soft-links.ts'
import { SortHead } from './sort-head.tsx'

/** Rows above this are drawn only while they are in sight. */
const VIRTUAL_FROM = 100
/** The same in the page as the server sends it: the browser draws the others as soon as it has taken over. */
const VIRTUAL_AT_FIRST_FROM = 40
const ROW_HEIGHT = 36
/** Rows above this get a field to search them. */
const FILTER_FROM = 8

const never = () => () => {}
const inBrowser = () => true
const onServer = () => false

const features = tableFeatures({
  rowSortingFeature,
  columnFilteringFeature,
  globalFilteringFeature,
  columnVisibilityFeature,
  sortedRowModel: createSortedRowModel(),
  filteredRowModel: createFilteredRowModel(),
  filterFns: { includesString: filterFn_includesString },
})
const helper = createColumnHelper<typeof features, TableRow>()

/** Made once: `localeCompare` with options makes one a call, twenty times as slow. */
const COLLATOR = new Intl.Collator('zh-Hans-CN', { numeric: true })

function compare(a: number | string | null, b: number | string | null): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return COLLATOR.compare(String(a ?? ''), String(b ?? ''))
}

function columnsOf(columns: Column[]) {
  return helper.columns(
    columns.map((column) =>
      helper.accessor((row) => cellValue(cellOf(row, column.id)) ?? undefined, {
        id: column.id,
        header: column.title,
        sortUndefined: 'last',
        sortFn: (a, b, id) => compare(a.getValue(id), b.getValue(id)),
        enableHiding: !column.isPinned,
      }),
    ),
  )
}

interface DataTableProps {
  data: TableData | PeopleTable
  /** Names the table for those who do not see it. */
  label: string
  maxHeight?: string
  /** The tools stand elsewhere, or the table is short. */
  hasTools?: boolean
}

/** Sortable, searchable table: sticky header, pinned key column, arrows move, Enter opens. */
export function DataTable({ data, label, maxHeight = 'max-h-[560px]', hasTools = true }: DataTableProps) {
  const t = useTranslations('table')
  const columns = useMemo(() => columnsOf(data.columns), [data.columns])
  const hidden = useMemo(
    () => Object.fromEntries(data.columns.filter((c) => c.isHidden).map((c) => [c.id, false])),
    [data.columns],
  )
  const table = useTable({
    features,
    columns,
    data: data.rows,
    getRowId: (row) => row.id,
    globalFilterFn: 'includesString',
    getColumnCanGlobalFilter: () => true,
    enableMultiSort: true,
    initialState: { columnVisibility: hidden },
  })
  const setVisible = useRef(table.setColumnVisibility)
  useEffect(() => {
    const onPhones = data.columns.filter((c) => c.isHiddenOnPhones)
    if (onPhones.length === 0 || !window.matchMedia('(max-width: 767px)').matches) return
    setVisible.current({ ...hidden, ...Object.fromEntries(onPhones.map((c) => [c.id, false])) })
  }, [data.columns, hidden])
  const scroller = useRef<HTMLDivElement>(null)
  const keys = useGridKeys()
  const router = useRouter()
  const isHydrated = useSyncExternalStore(never, inBrowser, onServer)
  const rows = table.getRowModel().rows
  const visible = data.columns.filter((c) => table.getColumn(c.id)?.getIsVisible() !== false)
  const isVirtual = rows.length > (isHydrated ? VIRTUAL_FROM : VIRTUAL_AT_FIRST_FROM)
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    initialRect: { width: 800, height: 560 },
    overscan: 12,
    enabled: isVirtual,
  })
  const inSight = isVirtual ? virtualizer.getVirtualItems().map((item) => item.index) : rows.map((_, i) => i)
  const first = inSight[0] ?? 0
  const last = inSight.at(-1) ?? -1
  const sorting = table.state.sorting
  return (
    <div className="min-w-0">
      {hasTools && (data.rows.length >= FILTER_FROM || data.columns.length > 6) && (
        <div className="no-print flex items-center justify-between gap-2 pb-2">
          {data.rows.length >= FILTER_FROM ? (
            <input
              type="search"
              placeholder={t('search')}
              aria-label={t('search')}
              value={table.state.globalFilter ?? ''}
              onChange={(e) => table.setGlobalFilter(e.target.value)}
              className="h-8 w-48 min-w-0 rounded-md border border-line-strong bg-surface px-2"
            />
          ) : (
            <span />
          )}
          <div className="flex shrink-0 items-center gap-3 text-note text-ink-3">
            <span className="whitespace-nowrap">{t('rows', { shown: rows.length, all: data.rows.length })}</span>
            <ColumnMenu
              columns={data.columns.filter((c) => !c.isPinned)}
              isVisible={(id) => table.getColumn(id)?.getIsVisible() !== false}
              onToggle={(id) => table.getColumn(id)?.toggleVisibility()}
            />
          </div>
        </div>
      )}
      <div ref={scroller} className={`${maxHeight} overflow-auto rounded-md border border-line bg-surface`}>
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: arrows move between the cells of this table
          role="grid"
          aria-label={label}
          aria-rowcount={rows.length + 1}
          className="w-full border-separate border-spacing-0"
          onKeyDown={keys.onKeyDown}
          onClick={(e) => softNavigation(e, router)}
        >
          <thead>
            <tr>
              {visible.map((column, c) => (
                <SortHead
                  key={column.id}
                  title={column.title}
                  help={column.help}
                  order={sorting.find((s) => s.id === column.id)}
                  column={c}
                  isFirst={c === 0}
                  isNumeric={column.isNumeric ?? false}
                  isPinned={column.isPinned}
                  onSort={table.getColumn(column.id)?.getToggleSortingHandler()}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {isVirtual && first > 0 && <Gap height={first * ROW_HEIGHT} span={visible.length} />}
            {inSight.map((index) => {
              const row = rows[index]
              if (!row) return null
              return (
                <tr key={row.id} aria-rowindex={index + 2}>
                  {visible.map((column, c) => (
                    <CellView
                      key={column.id}
                      cell={cellOf(row.original, column.id)}
                      column={column}
                      position={`${index + 1}:${c}`}
                    />
                  ))}
                </tr>
              )
            })}
            {isVirtual && last < rows.length - 1 && (
              <Gap height={(rows.length - 1 - last) * ROW_HEIGHT} span={visible.length} />
            )}
            {rows.length === 0 && (
              <tr>
                <td colSpan={visible.length} className="h-18 px-3 text-center text-ink-3">
                  {data.rows.length === 0 ? t('empty') : t('noMatch')}
                </td>
              </tr>
            )}
          </tbody>
          {data.total && rows.length > 0 && (
            <tfoot>
              <tr>
                {visible.map((column, c) => (
                  <CellView
                    key={column.id}
                    cell={data.total ? cellOf(data.total, column.id) : { text: '' }}
                    column={column}
                    position={`${rows.length + 1}:${c}`}
                    isTotal
                  />
                ))}
              </tr>
            </tfoot>
          )}
        </table>
      </div>
    </div>
  )
}

/** Room for the rows that are out of sight. */
function Gap({ height, span }: { height: number; span: number }) {
  return (
    <tr>
      <td colSpan={span} height={height} className="p-0" />
    </tr>
  )
}
