'use client'

import { type ReactNode, useRef, useState } from 'react'
import { DataTable } from '../table/data-table.tsx'
import type { TableSource } from '../table/save-table.tsx'
import type { FileSource } from '../table/use-save.ts'
import { FrameTools, useNotedTable } from './frame-tools.tsx'

interface CardFrameProps extends FileSource {
  className: string
  /** The name of the figure and its verdict. */
  head: ReactNode
  value: ReactNode
  /** The small chart. */
  drawing: ReactNode
  /** The numbers behind it. */
  table: TableSource
  footer: ReactNode
  /** What is to be said of the figure. */
  children: ReactNode
}

/** A card with a small chart: like a large one it has the table behind it and the export in its corner. */
export function CardFrame({ className, head, value, drawing, table, footer, children, ...source }: CardFrameProps) {
  const panel = useRef<HTMLElement>(null)
  const noted = useNotedTable()
  const [isTable, setTable] = useState(false)
  return (
    <section ref={panel} aria-label={source.title} className={className}>
      <header className="grid grid-cols-[1fr_auto] items-start justify-items-end gap-x-2 gap-y-1">
        {head}
        {value}
        <FrameTools {...source} {...{ table, panel, isTable }} onToggle={() => setTable(!isTable)} isCompact />
      </header>
      {children}
      <div className="mt-auto pt-1">
        {isTable ? (
          <DataTable data={noted(table)} label={source.title} maxHeight="max-h-64" hasTools={false} />
        ) : (
          drawing
        )}
      </div>
      {footer}
    </section>
  )
}
