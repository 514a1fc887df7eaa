/** A timeline by months: what is frequent is counted, what is rare stands for itself. Pure. */
import type { TimelineEvent } from './timeline.ts'

export interface TimelineMonth {
  /** `YYYY-MM`. */
  month: string
  activeDays: number
  messages: number
  checkInDays: number
  /** Everything but activity and check-ins, the latest first. */
  events: TimelineEvent[]
}

export function monthsOf(events: readonly TimelineEvent[]): TimelineMonth[] {
  const months = new Map<string, TimelineMonth>()
  for (const event of events) {
    const month = event.day.slice(0, 7)
    const found = months.get(month) ?? { month, activeDays: 0, messages: 0, checkInDays: 0, events: [] }
    months.set(month, found)
    if (event.kind === 'active') {
      found.activeDays++
      found.messages += event.amount ?? 0
    } else if (event.kind === 'checkIn') found.checkInDays++
    else found.events.push(event)
  }
  return [...months.values()]
}
