import { parseFen, plainNumber } from '../land/numbers.ts'
import type { RawCell } from '../land/record.ts'
import { cellText } from '../land/rows.ts'
import { parseIso } from '../land/times.ts'
import type { CellRule, Condition } from './schema.ts'
import { timeReader } from './time-formats.ts'

export type Pick = (cells: readonly RawCell[]) => RawCell
/** Position of a source column, or −1 where the file has none of that name. */
export type Locate = (column: string) => number

/** The cell of one contract column, worked out from a source row. */
export function pickOf(rule: string | CellRule, nulls: readonly string[], at: Locate): Pick {
  const full: CellRule = typeof rule === 'string' ? { from: rule } : rule
  const fillers = new Set([...nulls, ...(full.nulls ?? [])])
  const steps = stepsOf(full, fillers, at)
  const source = sourceOf(full, fillers, at)
  return (cells) => steps.reduce<RawCell>((value, step) => (isEmpty(value) ? null : step(value, cells)), source(cells))
}

/** The answer to a condition about a source row. */
export function conditionOf(condition: Condition, at: Locate): (cells: readonly RawCell[]) => boolean {
  const place = at(condition.column)
  const holds = textTest(condition)
  return (cells) => holds(cellText(cells[place]).trim()) !== (condition.not ?? false)
}

/** The same amount with the other sign; what is no amount is left for the parser to refuse. */
export function negated(value: RawCell): RawCell {
  const text = plainNumber(cellText(value))
  if (text === null) return value
  return text.startsWith('-') ? text.slice(1) : `-${text.replace(/^\+/, '')}`
}

type Step = (value: RawCell, cells: readonly RawCell[]) => RawCell

function sourceOf(rule: CellRule, fillers: ReadonlySet<string>, at: Locate): Pick {
  const { constant, sum, test, from } = rule
  if (constant !== undefined) return () => constant
  if (sum) {
    const places = sum.map(at)
    return (cells) => sumOf(partsOf(places, cells, fillers))
  }
  if (test) {
    const conditions = test.map((condition) => conditionOf(condition, at))
    return (cells) => (conditions.some((holds) => holds(cells)) ? 'true' : null)
  }
  if (typeof from === 'string') {
    const place = at(from)
    return (cells) => cells[place]
  }
  const places = (from ?? []).map(at)
  return (cells) => partsOf(places, cells, fillers).join(rule.join ?? '-')
}

/** The texts of several cells; empty ones and null fillers are no parts. */
function partsOf(places: readonly number[], cells: readonly RawCell[], fillers: ReadonlySet<string>): string[] {
  return places.map((place) => cellText(cells[place]).trim()).filter((text) => text !== '' && !fillers.has(text))
}

/** What happens to a value that is there, in this order. */
function stepsOf(rule: CellRule, fillers: ReadonlySet<string>, at: Locate): Step[] {
  const steps: Step[] = []
  if (fillers.size > 0) steps.push((value) => (fillers.has(cellText(value).trim()) ? null : value))
  if (rule.nullWhen) {
    const pattern = new RegExp(rule.nullWhen, 'u')
    steps.push((value) => (pattern.test(cellText(value).trim()) ? null : value))
  }
  if (rule.strip) steps.push((value) => cellText(value).replace(/[\s\u200b-\u200d\u2060\ufeff]/g, ''))
  const { padStart, codes } = rule
  if (padStart) steps.push((value) => padded(cellText(value).trim(), padStart))
  if (codes) steps.push((value) => coded(cellText(value).trim(), codes, rule.otherwise))
  if (rule.times) steps.push(timeStep(rule.times))
  if (rule.convert) steps.push(convertStep(rule.convert, at))
  return steps
}

function textTest(condition: Condition): (text: string) => boolean {
  if (condition.equals) {
    const values = new Set(condition.equals)
    return (text) => values.has(text)
  }
  if (condition.matches !== undefined) {
    const pattern = new RegExp(condition.matches, 'u')
    return (text) => pattern.test(text)
  }
  return (text) => (text === '') === condition.empty
}

/** Only digits are padded: a letter in an id says that nothing was lost. */
function padded(text: string, length: number): string {
  return /^\d+$/.test(text) ? text.padStart(length, '0') : text
}

function coded(
  text: string,
  codes: Readonly<Record<string, string | null>>,
  otherwise: string | null | undefined,
): string | null {
  if (Object.hasOwn(codes, text)) return codes[text] ?? null
  return otherwise === undefined ? text : otherwise
}

function timeStep(formats: readonly string[]): Step {
  const readers = formats.map(timeReader)
  return (value) => {
    if (typeof value !== 'string') return value
    const text = value.normalize('NFKC').trim()
    if (parseIso(text)) return text
    for (const read of readers) {
      const iso = read(text)
      if (iso !== null) return iso
    }
    return value
  }
}

function convertStep(rules: NonNullable<CellRule['convert']>, at: Locate): Step {
  const bound = rules.map((rule) => ({ ...rule, holds: conditionOf(rule.when, at) }))
  return (value, cells) => {
    const rule = bound.find(({ holds }) => holds(cells))
    const number = rule && plainNumber(cellText(value))
    if (!rule || number === null || number === undefined) return value
    // Measured values carry a few digits; nine keep binary fractions out of the ledger.
    return Number((Number(number) * rule.factor + (rule.offset ?? 0)).toPrecision(9))
  }
}

/** A sum of amounts; a part that cannot be read is handed on, so that the row is refused with its text. */
function sumOf(parts: readonly string[]): RawCell {
  let fen = 0
  for (const text of parts) {
    const part = parseFen(text)
    if (part === null) return text
    fen += part
  }
  return parts.length > 0 ? (fen / 100).toFixed(2) : null
}

function isEmpty(value: RawCell): boolean {
  return value === null || value === undefined || value === ''
}
