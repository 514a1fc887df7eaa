import { RunError } from '../run/error.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Turns wall time of one zone into instants. Times are milliseconds; wall time is counted as if it were UTC. */
export interface WallClock {
  /** A wall time that the clock skipped moves forward; one that it showed twice is the earlier one. */
  instantOf(wall: number): number
  wallOf(instant: number): number
}

/**
 * The zone's rules come from Intl, which is slow: offsets are remembered per day, and only the days around a change
 * of the clock (China changed it from 1986 to 1991) are worked out one by one.
 * @throws RunError when the zone is unknown.
 */
export function wallClockOf(zone: string): WallClock {
  const offsetAt = offsetReader(zone)
  const offsetOfDay = new Map<number, number | null>()

  function steadyOffset(day: number): number | null {
    const known = offsetOfDay.get(day)
    if (known !== undefined) return known
    // Wide enough that no zone's distance from UTC reaches across it.
    const before = offsetAt((day - 1.5) * DAY)
    const after = offsetAt((day + 2.5) * DAY)
    const offset = before === after ? before : null
    offsetOfDay.set(day, offset)
    return offset
  }

  function instantOf(wall: number): number {
    const steady = steadyOffset(Math.floor(wall / DAY))
    if (steady !== null) return wall - steady
    const before = offsetAt(wall - 1.5 * DAY)
    const after = offsetAt(wall + 1.5 * DAY)
    for (const offset of [before, after]) if (offsetAt(wall - offset) === offset) return wall - offset
    return wall - before
  }

  return { instantOf, wallOf: (instant) => instant + offsetAt(instant) }
}

function offsetReader(zone: string): (instant: number) => number {
  const format = formatOf(zone)
  return (instant) => {
    const whole = Math.floor(instant / 1000) * 1000
    const part = new Map(format.formatToParts(whole).map((p) => [p.type, Number(p.value)]))
    const at = (type: Intl.DateTimeFormatPartTypes) => part.get(type) ?? 0
    const wall = Date.UTC(2000, at('month') - 1, at('day'), at('hour'), at('minute'), at('second'))
    // Date.UTC reads years below 100 as 19xx, so the year is set apart.
    return new Date(wall).setUTCFullYear(at('year'), at('month') - 1, at('day')) - whole
  }
}

function formatOf(zone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    throw new RunError(`unknown time zone "${zone}": set LONGRUN_TZ to an IANA name such as Asia/Shanghai`)
  }
}
