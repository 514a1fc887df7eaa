/** The audit trail at the command line: read, checked, or asked who saw a person. */
import { type AuditFilter, checkAudit, readAudit } from '../../lib/access/audit.ts'
import { type AppState, appState } from '../../lib/app-state/database.ts'
import { readTraceKey } from '../../lib/auth/secret.ts'
import { findTrace } from '../../lib/export/find-trace.ts'
import type { DataLayout } from '../../lib/warehouse/layout.ts'
import { print } from './output.ts'
import { textTable } from './table.ts'

export interface AuditOptions {
  check?: boolean
  head?: string
  person?: string
  trace?: string
  actor?: string
  action?: string
  last?: number
  json?: boolean
}

/** The trail is not as it was written. */
class TrailBroken extends Error {
  override name = 'TrailBroken'
}

/** No export has a row with the mark. */
class TraceUnknown extends Error {
  override name = 'TraceUnknown'
}

/** Prints the trail; with `check`, recomputes its chain and fails when it is broken. */
export async function auditCommand(layout: DataLayout, options: AuditOptions): Promise<void> {
  const database = await appState(layout.appState)
  if (options.check) {
    const { rows, head, brokenAt } = await checkAudit(database, options.head)
    if (brokenAt !== null) throw new TrailBroken(`the audit trail is not as it was written from row ${brokenAt} on`)
    return print(`${rows} rows, all as they were written; head ${head}\n`)
  }
  if (options.trace !== undefined) return print(await traced(database, layout, options.trace))
  const { person, actor, action } = options
  const filter: AuditFilter = { person, actor, action }
  const { rows } = await readAudit(database, filter, { limit: options.last ?? 50 })
  if (options.json) return print(rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  const columns = ['row', 'at', 'actor', 'role', 'action', 'target', 'purpose', 'people or rows']
  const cells = rows.map((r) => [
    String(r.seq),
    new Date(r.at).toISOString().slice(0, 19),
    r.actor,
    r.role,
    r.action,
    r.target,
    r.purpose,
    r.rows,
  ])
  return print(`${textTable(columns, cells)}\n`)
}

/** Which export the mark of a leaked row is of, whose it was, and whom the row is about. */
async function traced(database: AppState, layout: DataLayout, code: string): Promise<string> {
  const found = await findTrace(database, readTraceKey(layout.appState), code)
  if (!found) throw new TraceUnknown('no export of this hospital has a row with this mark')
  const { row, person } = found
  const time = (at: number | null) => (at === null ? '-' : new Date(at).toISOString().slice(0, 19))
  const columns = ['export', 'account', 'purpose', 'asked', 'fetched', 'approved by', 'rows', 'person']
  const cells = [
    ...[row.no, row.requester, row.purpose, time(row.askedAt), time(row.fetchedAt)],
    ...[row.decidedBy ?? '-', row.rows, person ?? 'erased'],
  ]
  return `${textTable(columns, [cells])}\n`
}
