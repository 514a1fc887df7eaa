import type { ReactNode } from 'react'
import type { DefinitionText } from '../figures/definition-popover.tsx'
import { DataTable } from './data-table.tsx'
import type { TableData } from './model.ts'
import { SaveTable } from './save-table.tsx'

interface TablePanelProps {
  title: string
  subtitle?: ReactNode
  table: TableData
  /** Without its ending. */
  fileName: string
  definition?: DefinitionText
  /** Switches of this table. */
  controls?: ReactNode
  hasTools?: boolean
  maxHeight?: string
  className?: string
  /** What is to be said below it. */
  children?: ReactNode
}

/** A table that is a panel of its own, with its name and its export. */
export function TablePanel(props: TablePanelProps) {
  const {
    title,
    subtitle,
    table,
    fileName,
    definition,
    controls,
    hasTools,
    maxHeight,
    className = '',
    children,
  } = props
  return (
    <section aria-label={title} className={`min-w-0 rounded-md border border-line bg-surface p-4 ${className}`}>
      <header className="flex flex-wrap items-start gap-x-2 pb-3">
        <h2 className="min-w-0 flex-1 text-section font-strong">{title}</h2>
        <div className="-my-1">
          <SaveTable table={table} title={title} fileName={fileName} definition={definition} />
        </div>
        {subtitle && <p className="min-w-0 basis-full text-note text-ink-3">{subtitle}</p>}
        {controls && <div className="no-print mt-2 basis-full">{controls}</div>}
      </header>
      <DataTable data={table} label={title} hasTools={hasTools} maxHeight={maxHeight} />
      {children}
    </section>
  )
}
