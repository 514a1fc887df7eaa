'use client'

import { Menu } from '@base-ui/react/menu'
import { Download, Table2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useRef, useState } from 'react'
import { useAnnotations } from '../annotations/context.tsx'
import { withNotes } from '../annotations/placement.ts'
import { DefinitionPopover, type DefinitionText } from '../figures/definition-popover.tsx'
import { useViewFacts } from '../shell/view-facts.tsx'
import { DataTable } from '../table/data-table.tsx'
import type { TableData } from '../table/model.ts'
import { useSave } from '../table/use-save.ts'
import { chosenFor } from './panel-copy.ts'
import { download, pngOf } from './png.ts'

/** A table may be made only when somebody wants it. */
type TableSource = TableData | (() => TableData)

interface ChartFrameProps {
  /** The question or the finding. */
  title: string
  /** The definition in short. */
  subtitle?: ReactNode
  /** The numbers behind the chart. */
  table?: TableSource
  /** Name of the exported file, without its ending. */
  fileName: string
  definition?: DefinitionText
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

const TOOL = 'flex h-8 items-center gap-1 rounded-md px-2 text-note text-ink-2 hover:bg-sunken hover:text-ink'

/** A chart with its question, its definition, the table behind it and the export in its corner. */
export function ChartFrame(props: ChartFrameProps) {
  const { title, subtitle, table, fileName, definition, controls, isTableOnly = false, note, className = '' } = props
  const t = useTranslations('chart')
  const d = useTranslations('definition')
  const n = useTranslations('notes')
  const { annotations } = useAnnotations()
  const made = (raw: TableSource) => withNotes(typeof raw === 'function' ? raw() : raw, annotations, n('title'))
  const panel = useRef<HTMLElement>(null)
  const facts = useViewFacts()
  const [isToggled, setToggled] = useState(false)
  const isTable = isTableOnly || isToggled
  const save = useSave({ title, fileName, definition })
  const savePicture = async () => {
    if (!panel.current) return
    const { asOf, filters } = facts()
    const day = asOf ? [t('asOf', { day: asOf })] : []
    const chosen = filters.length > 0 ? filters : [t('noFilter')]
    download(await pngOf(panel.current, [...day, ...chosen, ...chosenFor(panel.current)]), `${fileName}.png`)
  }
  return (
    <section
      ref={panel}
      aria-label={title}
      className={`flex min-w-0 flex-col rounded-md border border-line bg-surface p-4 ${className}`}
    >
      <header className="flex flex-wrap items-start gap-x-2">
        <h2 className="min-w-0 flex-1 text-section font-strong">{title}</h2>
        {table && (
          <div className="no-print -my-1 flex shrink-0">
            {!isTableOnly && (
              <button type="button" className={TOOL} aria-pressed={isTable} onClick={() => setToggled(!isToggled)}>
                <Table2 size={14} aria-hidden="true" />
                {isTable ? t('chart') : t('table')}
              </button>
            )}
            <Menu.Root>
              <Menu.Trigger className={TOOL}>
                <Download size={14} aria-hidden="true" />
                {t('export')}
              </Menu.Trigger>
              <Menu.Portal>
                <Menu.Positioner sideOffset={4} align="end" className="z-50">
                  <Menu.Popup className="rounded-md border border-line-strong bg-surface p-1 shadow-pop outline-none">
                    <Menu.Item className={ITEM} onClick={() => save.csv(made(table))}>
                      {t('csv')}
                    </Menu.Item>
                    <Menu.Item className={ITEM} onClick={() => void save.xlsx(made(table))}>
                      {t('xlsx')}
                    </Menu.Item>
                    {(isTableOnly || !isTable) && (
                      <Menu.Item className={ITEM} onClick={() => void savePicture()}>
                        {t('png')}
                      </Menu.Item>
                    )}
                  </Menu.Popup>
                </Menu.Positioner>
              </Menu.Portal>
            </Menu.Root>
          </div>
        )}
        <p className="min-w-0 basis-full text-note text-ink-3">
          {subtitle} {definition && <DefinitionPopover label={d('link')} definition={definition} />}
        </p>
      </header>
      {controls && <div className="no-print mt-2 flex flex-wrap items-center gap-2">{controls}</div>}
      <div className="mt-3 min-w-0 flex-1">
        {isTable && table ? (
          <DataTable
            data={made(table)}
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

const ITEM = 'flex h-8 cursor-pointer items-center rounded px-3 outline-none data-highlighted:bg-sunken'
