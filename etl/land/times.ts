import type { WallClock } from './wall-clock.ts'

/** Years outside are no hospital's: a reader that accepts them hides mistakes. */
const MIN_YEAR = 1
/** No place on Earth is further from Greenwich. */
const MAX_OFFSET_HOURS = 15
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** A calendar day and a time of day, checked to be real. `offset` is minutes east of UTC, null without a zone. */
export interface DateTime {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  micros: number
  offset: number | null
}

const [DASH, COLON, POINT, SPACE, T, Z, PLUS] = [45, 58, 46, 32, 84, 90, 43]

/**
 * Reads `YYYY-MM-DD[ HH:MM[:SS[.fff]]][Z|±HH:MM]`; null for anything else, 2026-02-30 and epoch numbers included.
 * By hand and not by pattern, because every row of every feed passes here.
 */
export function parseIso(text: string): DateTime | null {
  if (text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return null
  const time: DateTime = {
    year: digits(text, 0, 4),
    month: digits(text, 5, 2),
    day: digits(text, 8, 2),
    hour: 0,
    minute: 0,
    second: 0,
    micros: 0,
    offset: null,
  }
  if (text.length > 10 && !readClock(text, time)) return null
  return checked(time)
}

/** Fills in what follows the day; false if it cannot be read. */
function readClock(text: string, time: DateTime): boolean {
  const separator = text.charCodeAt(10)
  if ((separator !== SPACE && separator !== T) || text.charCodeAt(13) !== COLON) return false
  time.hour = digits(text, 11, 2)
  time.minute = digits(text, 14, 2)
  let at = 16
  if (text.charCodeAt(at) === COLON) {
    time.second = digits(text, at + 1, 2)
    at += 3
    if (text.charCodeAt(at) === POINT) {
      const end = endOfDigits(text, at + 1)
      if (end === at + 1) return false
      time.micros = Number(text.slice(at + 1, Math.min(end, at + 7)).padEnd(6, '0'))
      at = end
    }
  }
  if (at === text.length) return true
  const offset = offsetOf(text, at)
  time.offset = offset
  return offset !== null
}

/** `Z`, `+08:00`, `+0800` or `+08` to the end of the text, in minutes; null for anything else. */
function offsetOf(text: string, at: number): number | null {
  const sign = text.charCodeAt(at)
  if (sign === Z) return text.length === at + 1 ? 0 : null
  if (sign !== PLUS && sign !== DASH) return null
  const hours = digits(text, at + 1, 2)
  const rest = text.slice(at + 3).replace(/^:(?=\d)/, '')
  const minutes = rest === '' ? 0 : rest.length === 2 ? digits(rest, 0, 2) : Number.NaN
  if (!(hours <= MAX_OFFSET_HOURS && minutes <= 59)) return null
  return (sign === DASH ? -1 : 1) * (hours * 60 + minutes)
}

/** NaN unless there are exactly `count` ASCII digits at that place. */
function digits(text: string, at: number, count: number): number {
  let value = 0
  for (let i = at; i < at + count; i += 1) {
    const digit = text.charCodeAt(i) - 48
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

function endOfDigits(text: string, from: number): number {
  let at = from
  while (text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) at += 1
  return at
}

/** The same value, or null when it names a day or time that does not exist. */
export function checked(time: DateTime): DateTime | null {
  const { year, month, day, hour, minute, second } = time
  // Written so that NaN, a part that is no number, fails as well.
  const isDay = year >= MIN_YEAR && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
  return isDay && hour <= 23 && minute <= 59 && second <= 59 ? time : null
}

/** Microseconds since 1970-01-01T00:00Z. Times without an offset are wall time of the clock. */
export function instantMicros(time: DateTime, clock: WallClock): bigint {
  const wall = wallMillis(time)
  const millis = time.offset === null ? clock.instantOf(wall) : wall - time.offset * 60_000
  return BigInt(millis) * 1000n + BigInt(time.micros)
}

/** Days since 1970-01-01 of the hospital's day on which the time falls. */
export function dayNumber(time: DateTime, clock: WallClock): number {
  const wall = wallMillis(time)
  const local = time.offset === null ? wall : clock.wallOf(wall - time.offset * 60_000)
  return Math.floor(local / 86_400_000)
}

function wallMillis(t: DateTime): number {
  return daysFromCivil(t.year, t.month, t.day) * 86_400_000 + ((t.hour * 60 + t.minute) * 60 + t.second) * 1000
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar (H. Hinnant, days_from_civil). */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return month === 2 && isLeap ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0)
}
