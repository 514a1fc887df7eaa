/** From the mark on a row that turned up somewhere to the export that it was in, and the person it is about. */
import type { AppState } from '../app-state/database.ts'
import { type ExportRow, findExport } from '../app-state/exports.ts'
import { exportNoOf, traceCode } from './trace.ts'

/** Null where no export of this hospital has such a row; without a person where that one was erased since. */
export async function findTrace(
  database: AppState,
  key: string,
  code: string,
): Promise<{ row: ExportRow; person: string | null } | null> {
  const no = exportNoOf(key, code)
  const row = no === null ? undefined : await findExport(database, no)
  if (!row) return null
  const mark = code.trim().toUpperCase()
  return { row, person: row.people.split('\n').find((one) => traceCode(key, row.no, one) === mark) ?? null }
}
