import { hospitalZone } from '../warehouse/layout.ts'

/** The hospital's midnight before an instant. */
export function startOfDay(now: number): number {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: hospitalZone(), timeStyle: 'medium' }).format(now)
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(':').map(Number)
  return now - (hours * 3600 + minutes * 60 + seconds) * 1000 - (now % 1000)
}
