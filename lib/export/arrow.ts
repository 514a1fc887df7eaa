/** Flat rows as an Arrow IPC stream. */
import { Bool, Float64, Table, tableToIPC, Utf8, vectorFromArray } from 'apache-arrow'

export type Flat = string | number | boolean | null

export interface FlatTable {
  columns: string[]
  rows: Record<string, Flat>[]
}

/** Columns of numbers are doubles, columns of yes and no are booleans, everything else is text. */
export function arrowStream(table: FlatTable): Uint8Array {
  const vectors = table.columns.map((name) => {
    const values = table.rows.map((row) => row[name] ?? null)
    return [name, vectorOf(values)] as const
  })
  return tableToIPC(new Table(Object.fromEntries(vectors)), 'stream')
}

function vectorOf(values: readonly Flat[]) {
  const present = values.filter((v) => v !== null)
  if (present.length > 0 && present.every((v) => typeof v === 'number')) return vectorFromArray(values, new Float64())
  if (present.length > 0 && present.every((v) => typeof v === 'boolean')) return vectorFromArray(values, new Bool())
  return vectorFromArray(
    values.map((v) => (v === null ? null : String(v))),
    new Utf8(),
  )
}
