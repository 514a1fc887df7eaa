import { MAX_RECORD_CHARS, NESTED, type RawCell, type RecordReader, type SourceRecord } from './record.ts'
import type { LineBatch } from './text-lines.ts'

/** More names than any export has; a file that goes on inventing them is broken. */
const MAX_COLUMNS = 1000
/** A bare number whose digits a double cannot hold; strings are matched first, so that they are passed over. */
const STRING_OR_LONG_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g

/** Reads one JSON object a line. Columns are collected as they appear, so later batches may have a longer header. */
export async function* readJsonl(lines: AsyncIterable<LineBatch>): RecordReader {
  const columns = new Map<string, number>()
  for await (const batch of lines) {
    const records: SourceRecord[] = []
    batch.texts.forEach((raw, index) => {
      const line = batch.first + index
      const broken = batch.broken.get(index)
      if (broken) records.push({ line, raw, broken })
      else if (raw.length > MAX_RECORD_CHARS) records.push({ line, raw, broken: 'record-too-long' })
      else if (raw.trim() !== '') records.push(recordOf(line, raw, columns))
    })
    if (records.length > 0) yield { header: [...columns.keys()], records }
  }
}

function recordOf(line: number, raw: string, columns: Map<string, number>): SourceRecord {
  const object = objectOf(raw)
  if (!object) return { line, raw, broken: 'json-invalid' }
  const cells: RawCell[] = []
  for (const [key, value] of Object.entries(object)) {
    const name = key.trim()
    const index = columns.get(name) ?? columns.size
    if (index >= MAX_COLUMNS) return { line, raw, broken: 'json-invalid' }
    columns.set(name, index)
    cells[index] = cellOf(value)
  }
  return { line, raw, cells }
}

function objectOf(raw: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(withLongNumbersAsText(raw))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // Not JSON: the caller sets the line aside.
  }
  return null
}

/** 18-digit ids written as numbers keep all their digits. */
function withLongNumbersAsText(raw: string): string {
  if (!/\d{16}/.test(raw)) return raw
  return raw.replace(STRING_OR_LONG_NUMBER, (found) => (found.startsWith('"') ? found : `"${found}"`))
}

/** Lists of scalars are tags, written `a|b`. Objects are refused by the column that would read them. */
function cellOf(value: unknown): RawCell {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value
  }
  if (Array.isArray(value) && value.every((item) => item === null || typeof item !== 'object')) {
    return value.filter((item) => item !== null).join('|')
  }
  return NESTED
}
