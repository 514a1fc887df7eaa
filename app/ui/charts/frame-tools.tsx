'use client'

import { Table2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { RefObject } from 'react'
import { useAnnotations } from '../annotations/context.tsx'
import { withNotes } from '../annotations/placement.ts'
import { useViewFacts } from '../shell/view-facts.tsx'
import type { TableData } from '../table/model.ts'
import { SaveTable, type TableSource, tableOf } from '../table/save-table.tsx'
import type { FileSource } from '../table/use-save.ts'
import { chosenFor } from './panel-copy.ts'
import { download, pngOf } from './png.ts'

interface FrameToolsProps extends FileSource {
  table: TableSource
  /** What the picture is of. */
  panel: RefObject<HTMLElement | null>
  isTable: boolean
  /** Absent: there is nothing to switch to. */
  onToggle?: () => void
  /** Signs without words, where a card has no room for them. */
  isCompact?: boolean
}

/** The table behind a chart as it is shown and saved: with the notes on its days. */
export function useNotedTable(): (source: TableSource) => TableData {
  const n = useTranslations('notes')
  const { annotations } = useAnnotations()
  return (source) => withNotes(tableOf(source), annotations, n('title'))
}

/** The corner of a chart: the table behind it, and the export. */
export function FrameTools({ table, panel, isTable, onToggle, isCompact = false, ...source }: FrameToolsProps) {
  const t = useTranslations('chart')
  const noted = useNotedTable()
  const facts = useViewFacts()
  const savePicture = async () => {
    if (!panel.current) return
    const { asOf, filters } = facts()
    const day = asOf ? [t('asOf', { day: asOf })] : []
    const chosen = filters.length > 0 ? filters : [t('noFilter')]
    download(await pngOf(panel.current, [...day, ...chosen, ...chosenFor(panel.current)]), `${source.fileName}.png`)
  }
  const text = isTable ? t('chart') : t('table')
  return (
    <div className="no-print -my-1 flex shrink-0">
      {onToggle && (
        <button
          type="button"
          className="flex h-8 items-center gap-1 rounded-md px-2 text-note text-ink-2 hover:bg-sunken hover:text-ink"
          aria-pressed={isTable}
          onClick={onToggle}
          title={isCompact ? text : undefined}
        >
          <Table2 size={14} aria-hidden="true" />
          <span className={isCompact ? 'sr-only' : undefined}>{text}</span>
        </button>
      )}
      <SaveTable
        {...{ ...source, isCompact }}
        table={() => noted(table)}
        savePicture={onToggle && isTable ? undefined : () => void savePicture()}
      />
    </div>
  )
}
