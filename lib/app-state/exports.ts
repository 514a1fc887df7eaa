/** Requests for files of people, as they are kept. Who may call is the business of `lib/export`. */
import { and, desc, eq, gt, gte, ne, or, sql } from 'drizzle-orm'
import type { AppState } from './database.ts'
import { exportRequest } from './schema/exports.ts'

export type ExportRow = typeof exportRequest.$inferSelect

const DAY = 86_400_000
/** Rows that a page shows: what is older stands in the audit trail. */
const SHOWN_DAYS = 30
const MOST_SHOWN = 200

/**
 * Keeps a request, unless the account has asked for enough since then. The count is taken by the insert itself, so that
 * requests at the same moment cannot pass it together.
 * @returns whether it was kept
 */
export async function insertExport(
  database: AppState,
  row: ExportRow,
  { since, most }: { since: number; most: number },
): Promise<boolean> {
  const columns = sql.join(
    COLUMNS.map(([name]) => sql.identifier(name)),
    sql`, `,
  )
  const values = sql.join(
    COLUMNS.map(([, key]) => sql`${row[key]}`),
    sql`, `,
  )
  const { rowsAffected } = await database.run(sql`insert into ${exportRequest} (${columns}) select ${values}
    where (select count(*) from ${exportRequest}
      where requester = ${row.requester} and asked_at >= ${since} and state <> 'refused') < ${most}`)
  return rowsAffected === 1
}

const COLUMNS = Object.entries(exportRequest)
  .filter(([key]) => key !== 'enableRLS')
  .map(([key, column]) => [column.name, key as keyof ExportRow] as const)

/** How many an account has asked for since then. */
export function countExports(database: AppState, requester: string, since: number): Promise<number> {
  const { askedAt, state } = exportRequest
  return database.$count(
    exportRequest,
    and(eq(exportRequest.requester, requester), gte(askedAt, since), ne(state, 'refused')),
  )
}

export async function findExport(database: AppState, no: string): Promise<ExportRow | undefined> {
  return (await database.select().from(exportRequest).where(eq(exportRequest.no, no)))[0]
}

/** The requests of an account, the newest first. */
export async function exportsOf(database: AppState, requester: string, now = Date.now()): Promise<ExportRow[]> {
  const recent = gte(exportRequest.askedAt, now - SHOWN_DAYS * DAY)
  return listed(database, and(eq(exportRequest.requester, requester), recent))
}

/** Requests that wait for a decision, and those that an account has decided, the newest first. */
export async function exportsToDecide(database: AppState, approver: string, now = Date.now()): Promise<ExportRow[]> {
  const waits = and(eq(exportRequest.state, 'waiting'), gt(exportRequest.expiresAt, now))
  const recent = gte(exportRequest.askedAt, now - SHOWN_DAYS * DAY)
  return listed(database, or(waits, and(eq(exportRequest.decidedBy, approver), recent)))
}

/** Whose requests wait for a decision, and of which rows: what tells who may decide. */
export function waitingExports(
  database: AppState,
  now = Date.now(),
): Promise<Pick<ExportRow, 'requester' | 'scope'>[]> {
  return database
    .select({ requester: exportRequest.requester, scope: exportRequest.scope })
    .from(exportRequest)
    .where(and(eq(exportRequest.state, 'waiting'), gt(exportRequest.expiresAt, now)))
}

function listed(database: AppState, condition: ReturnType<typeof and>): Promise<ExportRow[]> {
  return database
    .select()
    .from(exportRequest)
    .where(condition)
    .orderBy(desc(exportRequest.askedAt), desc(exportRequest.no))
    .limit(MOST_SHOWN)
}

/**
 * Moves a request from one state to another, if it is still in the first and has not expired.
 * @returns whether it was this call that moved it
 */
export async function moveExport(
  database: AppState,
  no: string,
  from: ExportRow['state'],
  change: Partial<ExportRow>,
  now = Date.now(),
): Promise<boolean> {
  const moved = await database
    .update(exportRequest)
    .set(change)
    .where(and(eq(exportRequest.no, no), eq(exportRequest.state, from), gt(exportRequest.expiresAt, now)))
    .returning({ no: exportRequest.no })
  return moved.length === 1
}
