/** The rhythm of a week as seven rows of 24 hours. Pure. */
import type { Answer } from '../metric.ts'
import { partOf } from './highlights.ts'

export interface Slot {
  /** 1 is Monday. */
  weekday: number
  hour: number
  events: number
  persons: number
}

/** Rows by weekday, and the slot with the most events; null while there are none. Reads a breakdown by `slot`. */
export function slotsOf(answer: Answer): { rows: Slot[][]; busiest: Slot | null } {
  const rows: Slot[][] = Array.from({ length: 7 }, () => [])
  let busiest: Slot | null = null
  for (const group of answer.groups ?? []) {
    const [weekday = 0, hour = 0] = group.key.split('-').map(Number)
    const slot = { weekday, hour, events: group.value ?? 0, persons: partOf(group, 'persons') ?? 0 }
    rows[weekday - 1]?.push(slot)
    if (slot.events > (busiest?.events ?? 0)) busiest = slot
  }
  return { rows, busiest }
}
