'use client'

import type { KeyboardEvent } from 'react'

const MOVES: Record<string, readonly [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-12, 0],
  PageDown: [12, 0],
}

/** Arrow keys move the focus between cells marked `data-cell="row:column"`; Enter follows a link as ever. */
export function useGridKeys() {
  return {
    onKeyDown(event: KeyboardEvent<HTMLElement>) {
      const move = MOVES[event.key]
      const here = event.target instanceof HTMLElement ? event.target.dataset.cell : undefined
      if (!move || here === undefined) return
      const [row, column] = here.split(':').map(Number)
      const target = nearest(event.currentTarget, (row ?? 0) + move[0], (column ?? 0) + move[1])
      if (!target) return
      event.preventDefault()
      target.focus()
      target.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    },
  }
}

function nearest(grid: HTMLElement, row: number, column: number): HTMLElement | null {
  const exact = grid.querySelector<HTMLElement>(`[data-cell="${row}:${column}"]`)
  if (exact || row < 0) return exact
  const cells = [...grid.querySelectorAll<HTMLElement>(`[data-cell$=":${column}"]`)]
  return cells.findLast((cell) => Number(cell.dataset.cell?.split(':')[0]) < row) ?? null
}
