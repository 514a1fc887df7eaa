import type { SourceRecord } from './record.ts'

/** How to find the header of a file that does not start with it. */
export interface HeaderRule {
  /** Lines above the header, titles and the like: they are no rows. */
  skip?: number
  /** The header is the first record that holds all of these names; what stands above is no row. */
  find?: readonly string[]
}

/** Sets the header apart and checks every record against it. */
export class HeaderFinder {
  names: readonly string[] = []
  #state: 'seeking' | 'found' | 'unreadable' = 'seeking'
  readonly #rule: HeaderRule

  constructor(rule: HeaderRule) {
    this.#rule = rule
  }

  take(records: SourceRecord[]): SourceRecord[] {
    const kept: SourceRecord[] = []
    for (const record of records) {
      if (this.#state === 'seeking') this.#look(record, kept)
      else kept.push(this.#checked(record))
    }
    return kept
  }

  #look(record: SourceRecord, kept: SourceRecord[]): void {
    if (record.line <= (this.#rule.skip ?? 0)) return
    const names = record.cells?.map((cell) => String(cell ?? '').trim())
    if (this.#rule.find) {
      if (record.broken || !names || !this.#rule.find.every((name) => names.includes(name))) return
    }
    if (record.broken || !names) {
      this.#state = 'unreadable'
      kept.push({ ...record, broken: 'header-unreadable' })
      return
    }
    this.#state = 'found'
    this.names = names
  }

  #checked(record: SourceRecord): SourceRecord {
    if (record.broken) return record
    if (this.#state === 'unreadable') record.broken = 'header-unreadable'
    else if (record.cells?.length !== this.names.length) record.broken = 'field-count'
    return record
  }
}
