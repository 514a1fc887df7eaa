import { createHash } from 'node:crypto'
import type { FeedReading, Mapping } from '../land/land.ts'
import type { Reason } from '../land/reasons.ts'
import type { RawCell, SourceRecord } from '../land/record.ts'
import { cellText, looksSecret, type RowShape } from '../land/rows.ts'
import { FEEDS } from '../sources/catalog.ts'
import type { Feed } from '../sources/feed.ts'
import { conditionOf, type Locate, negated, type Pick, pickOf } from './cell-rules.ts'
import type { CellRule, FileRule, MappingFile, RefundRule } from './schema.ts'

/** One feed taken from one kind of file. A payment that carries its refund's date gives two. */
interface Entry {
  file: FileRule
  part: 'rows' | 'refunds'
}

/** Turns a checked mapping file into readings that `land` can use. */
export function compileMapping(mapping: MappingFile): Mapping {
  const secrets = secretSources(mapping)
  const compiled = mapping.files.flatMap(entriesOf).map((entry) => ({
    matches: matcherOf(entry.file.match),
    reading: readingOf(entry, secrets),
  }))
  return {
    readingsOf: (name) => compiled.filter((entry) => entry.matches(name)).map((entry) => entry.reading),
  }
}

function entriesOf(file: FileRule): Entry[] {
  const hasRefunds = file.refund?.style === 'flag-on-original' && file.refund.refundedAt !== undefined
  return hasRefunds
    ? [
        { file, part: 'rows' },
        { file, part: 'refunds' },
      ]
    : [{ file, part: 'rows' }]
}

function readingOf({ file, part }: Entry, secrets: ReadonlySet<string>): FeedReading {
  const feed = feedOf(file)
  const rules = part === 'refunds' ? refundColumns(file) : file.columns
  return {
    feed,
    digest: createHash('sha256').update(JSON.stringify({ file, part })).digest('hex'),
    header: file.header,
    shapeOf: (header) => {
      const names = header.map((name) => name.trim())
      const at: Locate = (column) => names.indexOf(column)
      return {
        pick: feed.columns.map((column) => pickColumn(file, part, rules, column.name, at)),
        secretAt: names.flatMap((name, index) => (secrets.has(name) || looksSecret(name) ? [index] : [])),
        // The mapping says what is wanted; the rest of a hospital's export is none of the ledger's business.
        extraAt: [],
        refuse: refusalOf(file, part, at),
      }
    },
  }
}

function pickColumn(file: FileRule, part: Entry['part'], rules: FileRule['columns'], name: string, at: Locate): Pick {
  const rule = rules[name]
  if (rule === undefined) return () => null
  const pick = pickOf(rule, file.nulls ?? [], at)
  if (name === 'charge_id' && part === 'refunds') return (cells) => refundId(pick(cells))
  if (name !== 'amount_cny' || !file.refund) return pick
  if (part === 'refunds') return (cells) => negated(pick(cells))
  if (file.refund.style !== 'flag-positive') return pick
  const isRefund = flagTest(file.refund, at)
  return (cells) => (isRefund(cells) ? negated(pick(cells)) : pick(cells))
}

function refundId(payment: RawCell): RawCell {
  const id = cellText(payment).trim()
  return id === '' ? null : `${id}-refund`
}

/** A refund read off its payment has a date of its own. */
function refundColumns(file: FileRule): FileRule['columns'] {
  const { refund, columns } = file
  if (refund?.style !== 'flag-on-original' || refund.refundedAt === undefined) return columns
  const time = ruleOf(columns.charged_at)
  return { ...columns, charged_at: { ...time, from: refund.refundedAt } }
}

/** Why a row is none of this feed's: a row of totals, one that the filters leave out, a payment without refund. */
function refusalOf(file: FileRule, part: Entry['part'], at: Locate): RowShape['refuse'] {
  const totals = new Set(file.totals ?? [])
  const keep = (file.keep ?? []).map((condition) => conditionOf(condition, at))
  const drop = (file.drop ?? []).map((condition) => conditionOf(condition, at))
  if (file.refund?.style === 'flag-on-original') {
    const isRefunded = flagTest(file.refund, at)
    if (part === 'refunds') keep.push(isRefunded)
    else if (file.refund.refundedAt === undefined) drop.push(isRefunded)
  }
  return (record: SourceRecord): Reason | null => {
    const { cells } = record
    if (!cells) return null
    if (totals.size > 0 && totals.has(firstText(cells))) return 'total-row'
    if (record.broken) return null
    const isWanted = keep.every((holds) => holds(cells)) && !drop.some((holds) => holds(cells))
    return isWanted ? null : 'filtered-by-mapping'
  }
}

function flagTest(refund: Extract<RefundRule, { column: string }>, at: Locate): (cells: readonly RawCell[]) => boolean {
  return conditionOf({ column: refund.column, equals: refund.values }, at)
}

function firstText(cells: readonly RawCell[]): string {
  for (const cell of cells) {
    const text = cellText(cell).replace(/[\s:：]/g, '')
    if (text !== '') return text
  }
  return ''
}

/** Source columns that hold a secret or a name for any feed: they are masked in the raw text of every feed. */
function secretSources(mapping: MappingFile): ReadonlySet<string> {
  const names = new Set<string>()
  for (const file of mapping.files) {
    for (const column of feedOf(file).columns) {
      const isSecret = ['secret-id', 'secret-phone', 'name'].includes(column.type)
      if (isSecret) for (const name of sourcesOf(file.columns[column.name])) names.add(name)
    }
  }
  return names
}

function sourcesOf(rule: string | CellRule | undefined): string[] {
  const { from } = ruleOf(rule)
  return from === undefined ? [] : [from].flat()
}

function ruleOf(rule: string | CellRule | undefined): CellRule {
  return typeof rule === 'string' ? { from: rule } : (rule ?? {})
}

function feedOf(file: FileRule): Feed {
  const feed = FEEDS.find(({ id }) => id === file.feed)
  if (!feed) throw new Error(`unknown feed ${file.feed}`)
  return feed
}

/** `*` and `?` do not cross a `/`. */
function matcherOf(match: string | readonly string[]): (name: string) => boolean {
  const patterns = [match].flat().map((glob) => {
    const source = glob
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '[^/]*')
      .replaceAll('?', '[^/]')
    return new RegExp(glob.includes('/') ? `^${source}$` : `^(?:.*/)?${source}$`, 'u')
  })
  return (name) => patterns.some((pattern) => pattern.test(name))
}
