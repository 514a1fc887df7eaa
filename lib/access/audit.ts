/**
 * The audit trail: rows are only added, each with the hash of the one before it. Whoever changes or removes a row breaks
 * every hash after it; whoever removes the end is found by a head that was noted elsewhere.
 */
import { createHash } from 'node:crypto'
import { and, asc, desc, eq, gt, gte, like, lt, type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { AppState } from '../app-state/database.ts'
import { audit, auditLists, auditPeople } from '../app-state/schema/audit.ts'
import { Pool } from '../warehouse/pool.ts'

export const AUDIT_ACTIONS = [
  'sign-in',
  'sign-in-failed',
  'sign-in-locked',
  'sign-out',
  'view-people',
  'export-request',
  'export-approve',
  'export-refuse',
  'export-people',
  'unmask',
  'erase-person',
  'user-add',
  'user-role',
  'user-ban',
  'user-unban',
  'user-password',
  'user-wecom',
  'settings',
  'costs',
] as const
export type AuditAction = (typeof AUDIT_ACTIONS)[number]

export interface AuditEntry {
  /** Who did it: an actor, or the name that was typed at a sign-in. */
  actor: { id: string; role: string }
  action: AuditAction
  target?: string
  purpose?: string
  /** The question or the change; kept as JSON. Never a password, never a name or number of a patient. */
  detail?: unknown
  /** Pseudonyms of the people that were shown or exported. */
  people?: readonly string[]
  /** Rows, where they are not those people. */
  rows?: number
}

export type AuditRow = typeof audit.$inferSelect
type Change = BatchItem<'sqlite'>

/** Hash before the first row. */
const GENESIS = '0'.repeat(64)
const MOST_ATTEMPTS = 20
const REGISTRY = Symbol.for('longrun.audit-turn')

/**
 * Adds a row, and makes the changes that it tells of in the same transaction: neither is there without the other.
 */
export async function record(database: AppState, entry: AuditEntry, changes: readonly Change[] = []): Promise<void> {
  const people = [...new Set(entry.people ?? [])].sort()
  const list = people.length === 0 ? '' : sha256(people.join('\n'))
  const listChanges = list === '' ? [] : await keepList(database, list, people)
  await turn().use(async () => {
    for (let attempt = 1; ; attempt++) {
      const row = await nextRow(database, entry, list)
      try {
        await database.batch([database.insert(audit).values(row), ...listChanges, ...changes])
        return
      } catch (error) {
        // The command line or another process has added a row meanwhile: take the next number.
        if (attempt === MOST_ATTEMPTS || !isTaken(error)) throw error
      }
    }
  })
}

/** Within a process rows are added one after the other. */
function turn(): Pool<true> {
  const holder = globalThis as { [REGISTRY]?: Pool<true> }
  holder[REGISTRY] ??= new Pool<true>([true])
  return holder[REGISTRY]
}

function isTaken(error: unknown): boolean {
  const text = error instanceof Error ? `${error.message} ${String(error.cause)}` : ''
  return /audit\.seq|SQLITE_BUSY/.test(text)
}

async function nextRow(database: AppState, entry: AuditEntry, list: string): Promise<AuditRow> {
  const [last] = await database
    .select({ seq: audit.seq, hash: audit.hash })
    .from(audit)
    .orderBy(desc(audit.seq))
    .limit(1)
  const row = {
    seq: (last?.seq ?? 0) + 1,
    at: Date.now(),
    actor: entry.actor.id,
    role: entry.actor.role,
    action: entry.action,
    target: entry.target ?? '',
    purpose: entry.purpose ?? '',
    detail: entry.detail === undefined ? '' : JSON.stringify(entry.detail),
    rows: entry.rows ?? entry.people?.length ?? 0,
    list,
    previous: last?.hash ?? GENESIS,
  }
  return { ...row, hash: hashOf(row) }
}

function hashOf(row: Omit<AuditRow, 'hash'>): string {
  const { seq, at, actor, role, action, target, purpose, detail, rows, list, previous } = row
  return sha256(JSON.stringify([previous, seq, at, actor, role, action, target, purpose, detail, rows, list]))
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** What stores a list of people, unless the same people were listed before. */
async function keepList(database: AppState, digest: string, people: readonly string[]): Promise<Change[]> {
  const [known] = await database.select().from(auditLists).where(eq(auditLists.digest, digest))
  if (known) return []
  const number = sql`(select no from ${auditLists} where digest = ${digest})`
  return [
    database.insert(auditLists).values({ digest }).onConflictDoNothing(),
    database.run(
      sql`insert or ignore into ${auditPeople} (person, list) select value, ${number} from json_each(${JSON.stringify(people)})`,
    ),
  ]
}

export interface AuditFilter {
  actor?: string
  action?: string
  /** Pseudonym: rows that showed or exported this person. */
  person?: string
  /** Milliseconds since 1970, from included, to excluded. */
  from?: number
  to?: number
}

/** Rows of the trail, newest first, and how many there are. */
export async function readAudit(
  database: AppState,
  filter: AuditFilter,
  { limit, offset = 0 }: { limit: number; offset?: number },
): Promise<{ rows: AuditRow[]; count: number }> {
  const condition = conditionOf(filter)
  const rows = await database.select().from(audit).where(condition).orderBy(desc(audit.seq)).limit(limit).offset(offset)
  return { rows, count: await database.$count(audit, condition) }
}

function conditionOf({ actor, action, person, from, to }: AuditFilter): SQL | undefined {
  return and(
    actor ? like(audit.actor, `%${actor.replace(/[%_]/g, '')}%`) : undefined,
    action ? eq(audit.action, action) : undefined,
    from === undefined ? undefined : gte(audit.at, from),
    to === undefined ? undefined : lt(audit.at, to),
    person
      ? sql`${audit.list} in (select l.digest from ${auditPeople} p join ${auditLists} l on l.no = p.list where p.person = ${person})`
      : undefined,
  )
}

export interface ChainCheck {
  rows: number
  /** Hash of the last row: note it elsewhere, and a trail that was cut is found. */
  head: string
  /** The first row that is not as it was written; null when all are. */
  brokenAt: number | null
}

const PAGE = 5000

/** Recomputes the chain. With a head noted earlier, the trail must still hold it. */
export async function checkAudit(database: AppState, notedHead?: string): Promise<ChainCheck> {
  let [previous, seq, hasHead] = [GENESIS, 0, notedHead === undefined]
  for (;;) {
    const rows = await database.select().from(audit).where(gt(audit.seq, seq)).orderBy(asc(audit.seq)).limit(PAGE)
    for (const row of rows) {
      const isAsWritten = row.seq === seq + 1 && row.previous === previous && row.hash === hashOf(row)
      if (!isAsWritten || !(await isListAsWritten(database, row.list)))
        return { rows: seq, head: previous, brokenAt: seq + 1 }
      previous = row.hash
      seq = row.seq
      if (row.hash === notedHead) hasHead = true
    }
    if (rows.length < PAGE) return { rows: seq, head: previous, brokenAt: hasHead ? null : seq + 1 }
  }
}

async function isListAsWritten(database: AppState, digest: string): Promise<boolean> {
  if (digest === '') return true
  const people = await database
    .select({ person: auditPeople.person })
    .from(auditPeople)
    .innerJoin(auditLists, eq(auditLists.no, auditPeople.list))
    .where(eq(auditLists.digest, digest))
  return (
    sha256(
      people
        .map((row) => row.person)
        .sort()
        .join('\n'),
    ) === digest
  )
}
