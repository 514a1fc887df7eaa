import type { Column, ColumnType, Feed, RowRule } from '../sources/feed.ts'
import { type CellContext, type CellParser, cellParser, type ParsedCell, UNREADABLE } from './cells.ts'
import { maskNumbers, maskRaw } from './mask.ts'
import { type Reason, UNREADABLE_REASON } from './reasons.ts'
import type { RawCell, SourceRecord } from './record.ts'

/** A row that quarantine takes; its raw text is masked already. */
export interface BadRow {
  line: number
  column: string | null
  reason: Reason
  raw: string
}

/**
 * A row that the ledger takes, in the order of its columns: the file's ordinal, the line, the feed's columns, and the
 * columns that the contract does not know as a JSON object (null if they hold nothing).
 */
export type GoodRow = ParsedCell[]

/** Where the cells of a feed's columns stand in a record; a mapping gives its own. */
export interface RowShape {
  /** Reads the cell of column `i` of the feed. */
  pick: readonly ((cells: readonly RawCell[]) => RawCell)[]
  /** Positions of cells that hold secrets or names: their text is taken out of the raw text. */
  secretAt: readonly number[]
  /** Positions of cells that no column uses, with their names. */
  extraAt: readonly (readonly [number, string])[]
  /** Decides on a record before it is parsed: a reason sets it aside. */
  refuse?: (record: SourceRecord) => Reason | null
}

/** Where the feed's own columns begin in a row of the ledger. */
export const FIRST_COLUMN = 2

interface BoundColumn {
  column: Column
  parse: CellParser
  pick: (cells: readonly RawCell[]) => RawCell
}

/** Column names that promise a secret: what stands there is not kept, even though the contract does not know them. */
const SECRET_NAME =
  /phone|mobile|tel|contact|id_?no|id_?card|ssn|passport|name|address|电话|手机|身份证|证件|姓名|地址|住址/i

const SECRET_TYPES: readonly ColumnType[] = ['secret-id', 'secret-phone', 'name']

export function looksSecret(column: string): boolean {
  return SECRET_NAME.test(column)
}

/** Turns the records of one file into rows of one feed. */
export class RowParser {
  readonly #feed: Feed
  readonly #parsers: readonly CellParser[]
  readonly #rules: readonly ((row: GoodRow) => BrokenRule | null)[]
  #shape: RowShape
  #columns: readonly BoundColumn[] = []

  constructor(feed: Feed, context: CellContext, shape: RowShape) {
    this.#feed = feed
    this.#parsers = feed.columns.map((column) => cellParser(column, context))
    this.#rules = (feed.rules ?? []).map((rule) => ruleOf(rule, feed))
    this.#shape = shape
    this.reshape(shape)
  }

  /** The header grew (JSON lines): positions are looked up again. */
  reshape(shape: RowShape): void {
    this.#shape = shape
    this.#columns = this.#feed.columns.map((column, i) => ({
      column,
      parse: this.#parsers[i] as CellParser,
      pick: shape.pick[i] as BoundColumn['pick'],
    }))
  }

  /** @param file ordinal of the file in the manifest */
  parse(file: number, record: SourceRecord): GoodRow | BadRow {
    const refused = this.#shape.refuse?.(record) ?? record.broken
    if (refused) return this.#bad(record, refused, null)
    const cells = record.cells ?? []
    const row: GoodRow = [file, record.line]
    for (const { column, parse, pick } of this.#columns) {
      const value = parse(pick(cells))
      if (value === UNREADABLE) return this.#bad(record, UNREADABLE_REASON[column.type], column.name)
      if (value === null && column.required) return this.#bad(record, 'required-missing', column.name)
      row.push(value)
    }
    for (const rule of this.#rules) {
      const broken = rule(row)
      if (broken) return this.#bad(record, broken.reason, broken.column)
    }
    row.push(this.#extraOf(cells))
    return row
  }

  #bad(record: SourceRecord, reason: Reason, column: string | null): BadRow {
    const cells = record.cells ?? []
    const text = record.raw ?? cells.map(cellText).join(',')
    const secrets = this.#shape.secretAt.map((at) => cellText(cells[at]).trim())
    return { line: record.line, column, reason, raw: maskRaw(text, secrets) }
  }

  #extraOf(cells: readonly RawCell[]): string | null {
    if (this.#shape.extraAt.length === 0) return null
    const extra: Record<string, string> = {}
    for (const [at, name] of this.#shape.extraAt) {
      const text = cellText(cells[at]).trim()
      if (text !== '') extra[name] = looksSecret(name) ? '***' : maskNumbers(text)
    }
    return Object.keys(extra).length > 0 ? JSON.stringify(extra) : null
  }
}

/** The shape of a file whose header uses the contract's own names. */
export function directShape(feed: Feed, header: readonly string[]): RowShape {
  const at = (name: string) => header.indexOf(name)
  const known = new Set(feed.columns.map((column) => column.name))
  const secret = new Set(feed.columns.filter(({ type }) => SECRET_TYPES.includes(type)).map((column) => column.name))
  return {
    pick: feed.columns.map((column) => pickAt(at(column.name))),
    secretAt: header.flatMap((name, i) => (secret.has(name) || (!known.has(name) && looksSecret(name)) ? [i] : [])),
    extraAt: header.map((name, index) => [index, name] as const).filter(([, name]) => name !== '' && !known.has(name)),
  }
}

function pickAt(index: number): (cells: readonly RawCell[]) => RawCell {
  return index < 0 ? () => null : (cells) => cells[index]
}

interface BrokenRule {
  reason: Reason
  column: string
}

function ruleOf(rule: RowRule, feed: Feed): (row: GoodRow) => BrokenRule | null {
  const at = (name: string) => feed.columns.findIndex((column) => column.name === name) + FIRST_COLUMN
  if (rule.kind === 'order') {
    const [earlier, later] = [at(rule.earlier), at(rule.later)]
    return (row) => {
      const [from, to] = [row[earlier], row[later]]
      const isBroken = typeof from === 'bigint' && typeof to === 'bigint' && to < from
      return isBroken ? { reason: 'order-broken', column: rule.later } : null
    }
  }
  const places = rule.columns.map(at)
  return (row) =>
    places.some((place) => row[place] !== null)
      ? null
      : { reason: 'member-or-patient-missing', column: rule.columns[0] ?? '' }
}

/** A cell as text, for raw text and extra columns. */
export function cellText(cell: RawCell): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'object') return cell.wall
  return typeof cell === 'symbol' ? '{…}' : String(cell)
}
