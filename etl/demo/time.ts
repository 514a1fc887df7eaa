/** Hospital days as day numbers (days since 1970-01-01) and instants as seconds of local wall time since then. */
import type { Rng } from './rng.ts'

export const DAY_SECONDS = 86_400
const OFFSET_SECONDS = 8 * 3600

const isoCache = new Map<number, string>()

/** `YYYY-MM-DD` of a day number. */
export function isoDay(day: number): string {
  const known = isoCache.get(day)
  if (known !== undefined) return known
  const text = new Date(day * 86_400_000).toISOString().slice(0, 10)
  if (isoCache.size < 100_000) isoCache.set(day, text)
  return text
}

/** Day number of `YYYY-MM-DD`; null if there is no such day. */
export function dayNumber(iso: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return null
  const time = Date.parse(`${iso}T00:00:00Z`)
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== iso) return null
  return time / 86_400_000
}

/** The same day `months` away, clamped to the end of the month. */
export function addMonths(day: number, months: number): number {
  const date = new Date(day * 86_400_000)
  const target = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1))
  const last = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate()
  target.setUTCDate(Math.min(date.getUTCDate(), last))
  return target.getTime() / 86_400_000
}

/** 0 is Sunday. */
export function weekday(day: number): number {
  return (day + 4) % 7
}

export function dayOf(at: number): number {
  return Math.floor(at / DAY_SECONDS)
}

/** Instant of a day at an hour (may be fractional). */
export function atHour(day: number, hour: number): number {
  return day * DAY_SECONDS + Math.round(hour * 3600)
}

/** How a system writes instants. */
export type TimeStyle = 'local' | 'offset' | 'utc'

function clock(seconds: number): string {
  const h = Math.floor(seconds / 3600)
  const m = Math.floor(seconds / 60) % 60
  const s = seconds % 60
  return `${h < 10 ? '0' : ''}${h}:${m < 10 ? '0' : ''}${m}:${s < 10 ? '0' : ''}${s}`
}

/** An instant as text: `2026-01-02 08:00:00`, `2026-01-02T08:00:00+08:00` or `2026-01-02T00:00:00Z`. */
export function instantText(at: number, style: TimeStyle): string {
  const shifted = style === 'utc' ? at - OFFSET_SECONDS : at
  const day = Math.floor(shifted / DAY_SECONDS)
  const time = clock(Math.floor(shifted - day * DAY_SECONDS))
  if (style === 'local') return `${isoDay(day)} ${time}`
  return `${isoDay(day)}T${time}${style === 'utc' ? 'Z' : '+08:00'}`
}

/** First days of the Chinese New Year; other years go without the dip. */
const NEW_YEARS = [
  '2020-01-25',
  '2021-02-12',
  '2022-02-01',
  '2023-01-22',
  '2024-02-10',
  '2025-01-29',
  '2026-02-17',
  '2027-02-06',
  '2028-01-26',
  '2029-02-13',
  '2030-02-03',
].map((iso) => dayNumber(iso) ?? 0)

/** How open the clinic is on a day, 1 on an ordinary Wednesday: weekdays, holidays, seasons. */
export function clinicWeight(day: number): number {
  const base = [0.3, 1.3, 1.12, 1, 0.98, 0.95, 0.55][weekday(day)] ?? 1
  const season = 1 + 0.1 * Math.cos(((day % 365.25) / 365.25) * 2 * Math.PI - 0.4)
  return base * season * holidayWeight(day)
}

/** 1 on ordinary days, far below in the holidays, above on the days after them. */
export function holidayWeight(day: number): number {
  for (const eve of NEW_YEARS) {
    if (day >= eve - 4 && day <= eve + 7) return 0.15
    if (day > eve + 7 && day <= eve + 18) return 1.2
  }
  const monthDay = isoDay(day).slice(5)
  if (monthDay >= '10-01' && monthDay <= '10-07') return 0.3
  if (monthDay >= '05-01' && monthDay <= '05-05') return 0.4
  return 1
}

/** A day on which the clinic is likely to be open, from `day` on, within a week. */
export function clinicDay(rng: Rng, day: number): number {
  const from = Math.round(day)
  const days = [from, from + 1, from + 2, from + 3, from + 4, from + 5, from + 6]
  return rng.weighted(days, (d) => clinicWeight(d) / (1 + (d - from) * 0.5))
}

/** Hour of an outpatient visit: mornings, then afternoons, hardly ever later. */
export function clinicHour(rng: Rng): number {
  const part = rng.next()
  if (part < 0.68) return 8 + 3.4 * Math.min(rng.next(), rng.next() + 0.3)
  if (part < 0.97) return 13.5 + 3 * rng.next()
  return 17 + 2.5 * rng.next()
}

const CHAT_HOURS = [1, 0, 0, 0, 0, 2, 10, 26, 22, 16, 14, 14, 20, 15, 10, 10, 11, 14, 20, 34, 42, 38, 20, 6]
const HOURS = CHAT_HOURS.map((_, hour) => hour)

/** Hour of life in a chat group: breakfast, noon, and above all the evening. */
export function chatHour(rng: Rng): number {
  return rng.weighted(HOURS, (hour) => CHAT_HOURS[hour] ?? 0) + rng.next()
}
