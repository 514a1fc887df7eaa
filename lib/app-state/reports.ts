/** Frozen monthly reports: added and read, never changed or deleted. */
import { randomUUID } from 'node:crypto'
import { and, desc, eq, sql } from 'drizzle-orm'
import type { AppState } from './database.ts'
import { reports } from './schema/reports.ts'

export type FrozenRow = typeof reports.$inferSelect
/** What a list of frozen reports shows. */
export type FrozenHead = Omit<FrozenRow, 'content' | 'versions'>

const HEAD = {
  id: reports.id,
  month: reports.month,
  filters: reports.filters,
  revision: reports.revision,
  asOf: reports.asOf,
  snapshot: reports.snapshot,
  createdBy: reports.createdBy,
  createdAt: reports.createdAt,
}

/** Keeps a report under the next free revision of its month. The number is chosen by the insert itself. */
export async function insertReport(
  database: AppState,
  report: Omit<FrozenRow, 'id' | 'revision' | 'createdAt'>,
  now = Date.now(),
): Promise<FrozenHead> {
  const next = sql<number>`(select coalesce(max(r.revision), 0) + 1 from reports r
    where r.month = ${report.month} and r.filters = ${report.filters})`
  const [row] = await database
    .insert(reports)
    .values({ ...report, id: randomUUID(), revision: next, createdAt: now })
    .returning(HEAD)
  if (!row) throw new Error('the report was not kept')
  return row
}

/** Frozen reports, the newest month and revision first; of one month and set of filters only, if given. */
export async function listReports(
  database: AppState,
  only?: Pick<FrozenRow, 'month' | 'filters'>,
): Promise<FrozenHead[]> {
  const wanted = only && and(eq(reports.month, only.month), eq(reports.filters, only.filters))
  return database
    .select(HEAD)
    .from(reports)
    .where(wanted)
    .orderBy(desc(reports.month), reports.filters, desc(reports.revision))
}

/** A frozen report with its answers. */
export async function findReport(database: AppState, id: string): Promise<FrozenRow | undefined> {
  return (await database.select().from(reports).where(eq(reports.id, id)))[0]
}
