/** Open rates by weekday and hour of sending as seven rows of 24. Pure. */
import type { Answer, GroupFigure } from '../metric.ts'
import { FEW } from './figure.ts'
import { partOf } from './highlights.ts'

export interface OpenSlot {
  /** 1 is Monday. */
  weekday: number
  hour: number
  /** Null where nothing was sent, or where it is withheld. */
  figure: GroupFigure | null
  pushes: number
  /** Fewer than three pushes, or than 30 deliveries: it may be the content, not the hour. */
  isWeak: boolean
}

/** Pushes from which a slot is judged. */
export const FEW_PUSHES = 3

/** Rows by weekday, and the best slot that rests on enough. Reads a breakdown of `content` by `slot`. */
export function openSlots(answer: Answer): { rows: OpenSlot[][]; best: OpenSlot | null } {
  const byKey = new Map(answer.groups?.map((g) => [g.key, g]))
  let best: OpenSlot | null = null
  const rows = Array.from({ length: 7 }, (_, d) =>
    Array.from({ length: 24 }, (_, hour): OpenSlot => {
      const figure = byKey.get(`${d + 1}-${String(hour).padStart(2, '0')}`)
      const pushes = figure ? (partOf(figure, 'pushes') ?? 0) : 0
      const isWeak = pushes < FEW_PUSHES || (figure?.denominator ?? 0) < FEW
      const isTold = figure !== undefined && figure.value !== null
      const slot = { weekday: d + 1, hour, figure: isTold ? figure : null, pushes, isWeak }
      if (!isWeak && isTold && (figure.value ?? 0) > (best?.figure?.value ?? 0)) best = slot
      return slot
    }),
  )
  return { rows, best }
}
