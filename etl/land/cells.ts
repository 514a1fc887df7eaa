import type { Hasher } from '../../lib/warehouse/hasher.ts'
import type { Column } from '../sources/feed.ts'
import { parseFen, parseNumber } from './numbers.ts'
import { NESTED, type RawCell } from './record.ts'
import { hashIdNumber, hashPhone } from './secrets.ts'
import { type DateTime, dayNumber, instantMicros, parseIso } from './times.ts'
import type { WallClock } from './wall-clock.ts'

/** A cell that cannot be read as its column's type. */
export const UNREADABLE = Symbol('unreadable')

/**
 * A parsed cell: text, a double, integer fen, days since 1970-01-01 (`day`), microseconds since 1970 (`instant`).
 * Empty is null.
 */
export type ParsedCell = string | number | bigint | boolean | null
export type CellParser = (raw: RawCell) => ParsedCell | typeof UNREADABLE

export interface CellContext {
  clock: WallClock
  hasher: Hasher
}

const TRUE = new Set(['1', 'true', 'yes', '是'])
const FALSE = new Set(['0', 'false', 'no', '否'])
const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/

/** The parser of one column. Pure: the same cell always gives the same value. */
export function cellParser(column: Column, context: CellContext): CellParser {
  const { clock, hasher } = context
  switch (column.type) {
    case 'text':
    case 'name':
      return (raw) => textOf(raw)
    case 'id':
      return (raw) => identifierOf(raw)
    case 'enum':
      return enumParser(column)
    case 'secret-phone':
      return (raw) => mapText(identifierOf(raw), (text) => hashPhone(text, hasher))
    case 'secret-id':
      return (raw) => mapText(identifierOf(raw), (text) => hashIdNumber(text, hasher))
    case 'instant':
      return instantParser(clock)
    case 'day':
      return (raw) => mapTime(raw, (time) => dayNumber(time, clock))
    case 'month':
      return monthOf
    case 'number':
      return numberOf
    case 'money':
      return (raw) => mapText(typeof raw === 'number' ? decimalText(raw) : wordOf(raw), (text) => parseFen(text))
    case 'boolean':
      return booleanOf
  }
}

/** Trimmed text of a scalar; a list of scalars was joined by the reader. Objects cannot be read. */
function textOf(raw: RawCell): string | null | typeof UNREADABLE {
  if (typeof raw === 'string') return trimmed(raw)
  if (raw === null || raw === undefined) return null
  if (raw === NESTED) return UNREADABLE
  if (typeof raw === 'object') return raw.wall
  return String(raw)
}

/** Identifiers are text. A number that lost digits on its way (4.5123E+17 in a workbook, 2^53 in JSON) is refused. */
function identifierOf(raw: RawCell): string | null | typeof UNREADABLE {
  if (typeof raw === 'number') {
    const isExact = Number.isSafeInteger(raw) || !Number.isInteger(raw)
    if (!isExact || String(raw).includes('e')) return UNREADABLE
  }
  return textOf(raw)
}

/** Text where a JSON number would be a mistake: times, days, amounts read as text. */
function wordOf(raw: RawCell): string | null | typeof UNREADABLE {
  if (typeof raw === 'number' || typeof raw === 'boolean') return UNREADABLE
  return textOf(raw)
}

function enumParser(column: Column): CellParser {
  const aliases = new Map(Object.entries(column.aliases ?? {}))
  return (raw) => mapText(textOf(raw), (text) => aliases.get(text) ?? text)
}

/** Files are mostly sorted by time, and many rows share a second: the last value is kept at hand. */
function instantParser(clock: WallClock): CellParser {
  let lastText: RawCell = null
  let last: ParsedCell | typeof UNREADABLE = null
  return (raw) => {
    if (raw !== lastText || typeof raw !== 'string') {
      last = mapTime(raw, (time) => instantMicros(time, clock))
      lastText = raw
    }
    return last
  }
}

function mapTime(raw: RawCell, use: (time: DateTime) => number | bigint): ParsedCell | typeof UNREADABLE {
  return mapText(wordOf(raw), (text) => {
    const time = parseIso(text) ?? parseIso(text.normalize('NFKC').trim())
    return time && use(time)
  })
}

function monthOf(raw: RawCell): ParsedCell | typeof UNREADABLE {
  const text = wordOf(raw)
  if (text === null || text === UNREADABLE) return text
  const plain = text.normalize('NFKC')
  // A workbook turns 2026-03 into the first of March.
  const month = typeof raw === 'object' ? plain.replace(/-01 00:00:00$/, '') : plain
  return MONTH.test(month) ? month : UNREADABLE
}

function numberOf(raw: RawCell): ParsedCell | typeof UNREADABLE {
  if (typeof raw === 'number') return Number.isFinite(raw) ? raw + 0 : UNREADABLE
  return mapText(wordOf(raw), parseNumber)
}

function booleanOf(raw: RawCell): ParsedCell | typeof UNREADABLE {
  return mapText(textOf(raw), (text) => {
    const word = text.normalize('NFKC').toLowerCase()
    return TRUE.has(word) ? true : FALSE.has(word) ? false : null
  })
}

/** Null stays null (empty); a null result means that the text cannot be read. */
function mapText(
  text: string | null | typeof UNREADABLE,
  use: (text: string) => ParsedCell,
): ParsedCell | typeof UNREADABLE {
  if (text === null || text === UNREADABLE) return text
  return use(text) ?? UNREADABLE
}

/** Digits of a JSON number without an exponent. */
function decimalText(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toFixed(8) : text
}

/** Without white space and the invisible marks that exports leave at the ends; null if nothing is left. */
function trimmed(text: string): string | null {
  const plain = text.trim()
  if (plain === '') return null
  const first = plain.charCodeAt(0)
  const last = plain.charCodeAt(plain.length - 1)
  if (first < 0x200b && last < 0x200b) return plain
  return plain.replace(/^[\s\u200b-\u200d\u2060]+|[\s\u200b-\u200d\u2060]+$/g, '') || null
}
