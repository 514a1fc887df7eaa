import { parse } from 'csv-parse/sync'
import { scanLine } from './csv-scan.ts'
import { HeaderFinder, type HeaderRule } from './header.ts'
import type { Reason } from './reasons.ts'
import { MAX_RECORD_CHARS, type RecordReader, type SourceRecord } from './record.ts'
import type { LineBatch } from './text-lines.ts'

/**
 * Reads CSV record by record. Quotes are followed line by line, so that a quote that is never closed costs the record
 * it stands in and no other: the lines after it are read again, each on its own.
 */
export async function* readCsv(lines: AsyncIterable<LineBatch>, rule: HeaderRule = {}): RecordReader {
  const cutter = new RecordCutter()
  const header = new HeaderFinder(rule)
  for await (const batch of lines) {
    const records = header.take(cutter.feed(batch))
    if (records.length > 0) yield { header: header.names, records }
  }
  const rest = header.take(cutter.end())
  if (rest.length > 0) yield { header: header.names, records: rest }
}

/** Joins lines to records. Bare records are cut at commas; those with quotes go through csv-parse, many at a time. */
class RecordCutter {
  #open: { line: number; texts: string[]; reasons: (Reason | undefined)[]; chars: number } | null = null
  #records: SourceRecord[] = []
  #quoted: SourceRecord[] = []

  feed(batch: LineBatch): SourceRecord[] {
    for (let i = 0; i < batch.texts.length; i += 1) {
      this.#line(batch.first + i, batch.texts[i] ?? '', batch.broken.get(i))
    }
    return this.#take()
  }

  /** The file is over: a field still open was never closed. */
  end(): SourceRecord[] {
    while (this.#open) this.#giveUp()
    return this.#take()
  }

  #take(): SourceRecord[] {
    if (this.#quoted.length > 0) parseQuoted(this.#quoted)
    const records = this.#records
    this.#records = []
    this.#quoted = []
    return records
  }

  #line(line: number, raw: string, broken?: Reason): void {
    if (this.#open) this.#continue(raw, broken)
    else if (broken) this.#records.push({ line, raw, broken })
    else if (raw.includes('"')) this.#start(line, raw)
    else if (raw.trim() !== '') this.#records.push({ line, raw, cells: raw.split(',') })
  }

  #start(line: number, raw: string): void {
    const state = scanLine(raw, false)
    if (state === 'closed') this.#close(line, raw)
    else if (state === 'broken') this.#records.push({ line, raw, broken: 'quote-broken' })
    else this.#open = { line, texts: [raw], reasons: [undefined], chars: raw.length }
  }

  #continue(text: string, broken?: Reason): void {
    const open = this.#open
    if (!open) return
    open.texts.push(text)
    open.chars += text.length + 1
    open.reasons.push(broken)
    const state = scanLine(text, true)
    if (state === 'broken' || open.chars > MAX_RECORD_CHARS || broken === 'gzip-truncated') this.#giveUp()
    else if (state === 'closed') {
      this.#open = null
      this.#close(open.line, open.texts.join('\n'), open.reasons.find(Boolean))
    }
  }

  #close(line: number, raw: string, broken?: Reason): void {
    const record: SourceRecord = { line, raw, broken }
    this.#records.push(record)
    if (!broken) this.#quoted.push(record)
  }

  /**
   * The quote was stray: only its line is lost, those after it are read afresh. A line that opens a field has an odd
   * number of quotes and so ends any field open before it: no line is read more than twice.
   */
  #giveUp(): void {
    const open = this.#open
    if (!open) return
    this.#open = null
    this.#records.push({ line: open.line, raw: open.texts[0] ?? '', broken: 'quote-broken' })
    for (let i = 1; i < open.texts.length; i += 1) this.#line(open.line + i, open.texts[i] ?? '', open.reasons[i])
  }
}

/** Fills in the cells. The quotes were checked, so every record is one record for csv-parse too. */
function parseQuoted(records: readonly SourceRecord[]): void {
  const text = records.map((record) => record.raw).join('\n')
  const cells: string[][] = parse(text, { relax_column_count: true, record_delimiter: '\n' })
  if (cells.length !== records.length) throw new Error(`${records.length} records became ${cells.length}`)
  records.forEach((record, i) => {
    record.cells = cells[i]
  })
}
