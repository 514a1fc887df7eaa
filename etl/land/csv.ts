import { parse } from 'csv-parse/sync'
import { scanLine } from './csv-scan.ts'
import { HeaderFinder, type HeaderRule } from './header.ts'
import type { Reason } from './reasons.ts'
import { MAX_RECORD_CHARS, type RawCell, type RecordReader, type SourceRecord } from './record.ts'
import type { LineBatch } from './text-lines.ts'

/** A record cut out of the lines, not yet into fields. */
interface Cut {
  line: number
  text: string
  isQuoted: boolean
  broken?: Reason
}

/**
 * Reads CSV record by record. Quotes are followed line by line, so that a quote that is never closed costs the record
 * it stands in and no other: the lines after it are read again, each on its own.
 */
export async function* readCsv(lines: AsyncIterable<LineBatch>, rule: HeaderRule = {}): RecordReader {
  const cutter = new RecordCutter()
  const header = new HeaderFinder(rule)
  for await (const batch of lines) {
    const records = header.take(fieldsOf(cutter.feed(batch)))
    if (records.length > 0) yield { header: header.names, records }
  }
  const rest = header.take(fieldsOf(cutter.end()))
  if (rest.length > 0) yield { header: header.names, records: rest }
}

/** Joins lines to records. */
class RecordCutter {
  #open: { line: number; texts: string[]; reasons: (Reason | undefined)[]; chars: number } | null = null

  feed(batch: LineBatch): Cut[] {
    const cuts: Cut[] = []
    for (let i = 0; i < batch.texts.length; i += 1) {
      this.#line(cuts, batch.first + i, batch.texts[i] ?? '', batch.broken.get(i))
    }
    return cuts
  }

  /** The file is over: a field still open was never closed. */
  end(): Cut[] {
    const cuts: Cut[] = []
    while (this.#open) this.#giveUp(cuts)
    return cuts
  }

  #line(cuts: Cut[], line: number, text: string, broken?: Reason): void {
    if (this.#open) this.#continue(cuts, text, broken)
    else this.#start(cuts, line, text, broken)
  }

  #start(cuts: Cut[], line: number, text: string, broken?: Reason): void {
    if (broken) {
      cuts.push({ line, text, isQuoted: false, broken })
      return
    }
    if (!text.includes('"')) {
      if (text.trim() !== '') cuts.push({ line, text, isQuoted: false })
      return
    }
    const state = scanLine(text, false)
    if (state === 'closed') cuts.push({ line, text, isQuoted: true })
    else if (state === 'broken') cuts.push({ line, text, isQuoted: false, broken: 'quote-broken' })
    else this.#open = { line, texts: [text], reasons: [undefined], chars: text.length }
  }

  #continue(cuts: Cut[], text: string, broken?: Reason): void {
    const open = this.#open
    if (!open) return
    open.texts.push(text)
    open.chars += text.length + 1
    open.reasons.push(broken)
    const state = scanLine(text, true)
    if (state === 'broken' || open.chars > MAX_RECORD_CHARS || broken === 'gzip-truncated') this.#giveUp(cuts)
    else if (state === 'closed') {
      this.#open = null
      cuts.push({ line: open.line, text: open.texts.join('\n'), isQuoted: true, broken: open.reasons.find(Boolean) })
    }
  }

  /** The quote was stray: only its line is lost, those after it are read afresh. */
  #giveUp(cuts: Cut[]): void {
    const open = this.#open
    if (!open) return
    this.#open = null
    cuts.push({ line: open.line, text: open.texts[0] ?? '', isQuoted: false, broken: 'quote-broken' })
    for (let i = 1; i < open.texts.length; i += 1) {
      this.#line(cuts, open.line + i, open.texts[i] ?? '', open.reasons[i])
    }
  }
}

/** Bare records are cut at commas; those with quotes go through csv-parse, many at a time. */
function fieldsOf(cuts: readonly Cut[]): SourceRecord[] {
  const quoted = cuts.filter((cut) => cut.isQuoted && !cut.broken)
  const parsed = quoted.length > 0 ? parseQuoted(quoted) : []
  let next = 0
  return cuts.map((cut) => {
    if (cut.broken) return { line: cut.line, raw: cut.text, broken: cut.broken }
    const cells: RawCell[] | undefined = cut.isQuoted ? parsed[next++] : cut.text.split(',')
    return { line: cut.line, raw: cut.text, cells }
  })
}

function parseQuoted(cuts: readonly Cut[]): string[][] {
  const text = cuts.map((cut) => cut.text).join('\n')
  const records: string[][] = parse(text, { relax_column_count: true, record_delimiter: '\n' })
  if (records.length === cuts.length) return records
  throw new Error(`${cuts.length} records became ${records.length}`)
}
