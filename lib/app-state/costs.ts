/** Costs and benefits that people enter on the page: kept here, counted from the next load on. */
import { randomBytes } from 'node:crypto'
import { and, asc, eq, isNull } from 'drizzle-orm'
import { type AuditEntry, record } from '../access/audit.ts'
import type { AppState } from './database.ts'
import { enteredBenefits, enteredCosts } from './schema/costs.ts'

export type EnteredCost = typeof enteredCosts.$inferSelect
export type EnteredBenefit = typeof enteredBenefits.$inferSelect

type Trail = 'id' | 'enteredBy' | 'enteredAt' | 'changedBy' | 'changedAt' | 'deletedAt'
/** What somebody writes. */
export type CostEntry = { kind: 'cost' } & Omit<EnteredCost, Trail>
export type BenefitEntry = { kind: 'benefit' } & Omit<EnteredBenefit, Trail>
export type Entry = CostEntry | BenefitEntry
export type EntryKind = Entry['kind']

/** There is no such row, or somebody has deleted it meanwhile. */
export class NotFound extends Error {
  override name = 'NotFound'
}

export interface Entered {
  costs: EnteredCost[]
  benefits: EnteredBenefit[]
}

/** Every row by month, deleted ones too: until the next load they are still counted. */
export async function listEntered(database: AppState): Promise<Entered> {
  const [costs, benefits] = await database.batch([
    database.select().from(enteredCosts).orderBy(asc(enteredCosts.month), asc(enteredCosts.id)),
    database.select().from(enteredBenefits).orderBy(asc(enteredBenefits.month), asc(enteredBenefits.id)),
  ])
  return { costs, benefits }
}

/** The rows that hold, in the same order each time: what a load takes over. */
export async function enteredInForce(database: AppState): Promise<Entered> {
  const { costs, benefits } = await listEntered(database)
  return {
    costs: costs.filter((row) => row.deletedAt === null),
    benefits: benefits.filter((row) => row.deletedAt === null),
  }
}

/** Keeps a new row. @returns its id */
export async function addEntry(
  database: AppState,
  entry: Entry,
  actor: AuditEntry['actor'],
  now = Date.now(),
): Promise<string> {
  const id = randomBytes(6).toString('hex')
  const trail = { id, enteredBy: actor.id, enteredAt: now, changedBy: actor.id, changedAt: now }
  const { kind, ...values } = entry
  const change =
    kind === 'cost'
      ? database.insert(enteredCosts).values({ ...(values as Omit<CostEntry, 'kind'>), ...trail })
      : database.insert(enteredBenefits).values({ ...(values as Omit<BenefitEntry, 'kind'>), ...trail })
  const detail = { before: null, after: values }
  await record(database, { actor, action: 'costs', target: `${kind}/${id}`, detail }, [change])
  return id
}

/** Replaces what a row says. @throws NotFound */
export async function changeEntry(
  database: AppState,
  id: string,
  entry: Entry,
  actor: AuditEntry['actor'],
  now = Date.now(),
): Promise<void> {
  const { kind, ...values } = entry
  await touch(database, { kind, id, actor, after: values }, { ...values, changedBy: actor.id, changedAt: now })
}

/** Takes a row back; the next load no longer counts it. @throws NotFound */
export async function removeEntry(
  database: AppState,
  kind: EntryKind,
  id: string,
  actor: AuditEntry['actor'],
  now = Date.now(),
): Promise<void> {
  const trail = { changedBy: actor.id, changedAt: now, deletedAt: now }
  await touch(database, { kind, id, actor, after: null }, trail)
}

interface Touched {
  kind: EntryKind
  id: string
  actor: AuditEntry['actor']
  /** What the row says from now on; null: it is taken back. */
  after: object | null
}

async function touch(database: AppState, { kind, id, actor, after }: Touched, values: object): Promise<void> {
  const table = kind === 'cost' ? enteredCosts : enteredBenefits
  const isIt = and(eq(table.id, id), isNull(table.deletedAt))
  const [found] = await database.select().from(table).where(isIt)
  if (!found) throw new NotFound('this row does not exist any more; reload the page')
  const { id: _, enteredBy, enteredAt, changedBy, changedAt, deletedAt, ...before } = found
  const detail = { before, after }
  const change = database.update(table).set(values).where(isIt)
  await record(database, { actor, action: 'costs', target: `${kind}/${id}`, detail }, [change])
}

/** Whether the figures of a snapshot already say what the row says. */
export type EntryStatus = 'counted' | 'pending' | 'pending-removal'

/**
 * Where a row stands against a snapshot; null for a deleted row that no figure holds any more.
 * A load reads the rows when it starts, so a row that was changed later waits for the next one.
 */
export function statusOf(
  row: Pick<EnteredCost, 'changedAt' | 'deletedAt' | 'enteredAt'>,
  snapshot: string,
): EntryStatus | null {
  const started = startOf(snapshot)
  const isSeen = started !== null && row.changedAt < started
  if (row.deletedAt === null) return isSeen ? 'counted' : 'pending'
  // Entered and deleted between two loads: it was never counted.
  const wasCounted = started !== null && row.enteredAt < started
  return isSeen || !wasCounted ? null : 'pending-removal'
}

/** When the load of a snapshot began, from its name. */
function startOf(snapshot: string): number | null {
  const [, year, month, day, hour, minute, second] = /^wh-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/.exec(snapshot) ?? []
  if (!year) return null
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
}
