'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useRef, useState } from 'react'
import { DefinitionPopover } from '../figures/definition-popover.tsx'
import { DataTable } from '../table/data-table.tsx'
import type { TableSource } from '../table/save-table.tsx'
import type { FileSource } from '../table/use-save.ts'
import { FrameTools, useNotedTable } from './frame-tools.tsx'

interface ChartFrameProps extends FileSource {
  /** The definition in short. */
  subtitle?: ReactNode
  /** The numbers behind the chart. */
  table?: TableSource
  /** Switches of this chart. */
  controls?: ReactNode
  /** The table is the panel: nothing to switch to. */
  isTableOnly?: boolean
  /** Names the table, where the title is a sentence of its own. */
  tableLabel?: string
  /** How high a panel's own table grows before it scrolls. */
  tableHeight?: string
  /** Filters that this chart cannot apply, and other cautions. */
  note?: ReactNode
  className?: string
  children?: ReactNode
}

/** A chart with its question, its definition, the table behind it and the export in its corner. */
export function ChartFrame(props: ChartFrameProps) {
  const { title, subtitle, table, fileName, definition, controls, isTableOnly = false, note, className = '' } = props
  const d = useTranslations('definition')
  const noted = useNotedTable()
  const panel = useRef<HTMLElement>(null)
  const [isToggled, setToggled] = useState(false)
  const isTable = isTableOnly || isToggled
  return (
    <section
      ref={panel}
      aria-label={title}
      className={`flex min-w-0 flex-col rounded-md border border-line bg-surface p-4 ${className}`}
    >
      <header className="flex flex-wrap items-start gap-x-2">
        <h2 className="min-w-0 flex-1 text-section font-strong">{title}</h2>
        {table && (
          <FrameTools
            {...{ title, fileName, definition, table, panel, isTable }}
            onToggle={isTableOnly ? undefined : () => setToggled(!isToggled)}
          />
        )}
        <p className="min-w-0 basis-full text-note text-ink-3">
          {subtitle} {definition && <DefinitionPopover label={d('link')} definition={definition} />}
        </p>
      </header>
      {controls && <div className="no-print mt-2 flex flex-wrap items-center gap-2">{controls}</div>}
      <div className="mt-3 min-w-0 flex-1">
        {isTable && table ? (
          <DataTable
            data={noted(table)}
            label={props.tableLabel ?? title}
            maxHeight={isTableOnly ? (props.tableHeight ?? 'max-h-[560px]') : 'max-h-64'}
            hasTools={false}
          />
        ) : (
          props.children
        )}
      </div>
      {note && <div className="mt-3 text-note leading-5 text-ink-3">{note}</div>}
    </section>
  )
}
