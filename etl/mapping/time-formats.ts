import { checked } from '../land/times.ts'

const TOKEN = /yyyy|SSS|[MdHms]{1,2}/g
const DIGITS: Readonly<Record<string, string>> = {
  yyyy: '(?<year>\\d{4})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  dd: '(?<day>\\d{2})',
  d: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{2})',
  H: '(?<hour>\\d{1,2})',
  mm: '(?<minute>\\d{2})',
  m: '(?<minute>\\d{1,2})',
  ss: '(?<second>\\d{2})',
  s: '(?<second>\\d{1,2})',
  SSS: '(?<fraction>\\d{1,6})',
}

/** A format names year, month and day once each, and any other part at most once. */
export function isTimeFormat(format: string): boolean {
  const tokens = format.match(TOKEN) ?? []
  const parts = tokens.map((token) => token[0])
  const isOnce = new Set(parts).size === parts.length
  return isOnce && ['y', 'M', 'd'].every((part) => parts.includes(part)) && tokens.every((token) => token in DIGITS)
}

/** Turns text of the given format into ISO-8601 wall time; null if it has another form or is no real time. */
export function timeReader(format: string): (text: string) => string | null {
  let last = 0
  let source = ''
  for (const match of format.matchAll(TOKEN)) {
    source += escaped(format.slice(last, match.index)) + (DIGITS[match[0]] ?? '')
    last = match.index + match[0].length
  }
  const pattern = new RegExp(`^${source}${escaped(format.slice(last))}$`, 'u')
  return (text) => {
    const groups = pattern.exec(text)?.groups
    return groups ? isoOf(groups) : null
  }
}

function isoOf(groups: Record<string, string | undefined>): string | null {
  const part = (name: string) => Number(groups[name] ?? 0)
  const time = checked({
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
    micros: 0,
    offset: null,
  })
  if (!time) return null
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${String(time.year).padStart(4, '0')}-${two(time.month)}-${two(time.day)}`
  const clock = `${two(time.hour)}:${two(time.minute)}:${two(time.second)}`
  return groups.fraction ? `${day} ${clock}.${groups.fraction}` : `${day} ${clock}`
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
