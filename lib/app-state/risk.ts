/** What operators write about people on the lists. Who may call is the gate's business. */
import { randomUUID } from 'node:crypto'
import { and, desc, eq, gte } from 'drizzle-orm'
import { type AuditEntry, record } from '../access/audit.ts'
import { EVERY_DISEASE, RULES } from '../metrics/at-risk/rules.ts'
import type { RiskRule } from '../metrics/metric.ts'
import { type AppState, appState } from './database.ts'
import { cohort, outreachEntry, riskCase, riskThreshold } from './schema/risk.ts'

export type OutreachEntry = typeof outreachEntry.$inferSelect
export type RiskCase = typeof riskCase.$inferSelect
export type RiskThreshold = typeof riskThreshold.$inferSelect
export type Cohort = typeof cohort.$inferSelect

/** Rows a statement: well below the number of values that SQLite binds. */
const CHUNK = 500

export async function addOutreach(entries: readonly Omit<OutreachEntry, 'id' | 'at'>[]): Promise<void> {
  const database = await appState()
  const rows = entries.map((entry) => ({ ...entry, id: randomUUID(), at: Date.now() }))
  const [first, ...more] = chunksOf(rows).map((chunk) => database.insert(outreachEntry).values(chunk))
  if (first) await database.batch([first, ...more])
}

/** Entries of a day and later, the latest first. */
export async function outreachSince(day: string): Promise<OutreachEntry[]> {
  const database = await appState()
  return database.select().from(outreachEntry).where(gte(outreachEntry.day, day)).orderBy(desc(outreachEntry.at))
}

export async function outreachOf(person: string): Promise<OutreachEntry[]> {
  const database = await appState()
  return database.select().from(outreachEntry).where(eq(outreachEntry.person, person)).orderBy(desc(outreachEntry.at))
}

/** Everything that a load takes in: all outreach, and who has opted out. */
export async function outreachInForce(
  database: AppState,
): Promise<{ outreach: OutreachEntry[]; optedOut: RiskCase[] }> {
  return {
    outreach: await database.select().from(outreachEntry).orderBy(outreachEntry.at, outreachEntry.id),
    optedOut: await database.select().from(riskCase).where(eq(riskCase.isOptedOut, true)).orderBy(riskCase.person),
  }
}

/** Changes one thing about many people; what is not named stays. */
export async function changeCases(
  people: readonly Pick<RiskCase, 'person' | 'memberId'>[],
  change: Partial<Pick<RiskCase, 'owner' | 'snoozedUntil' | 'isOptedOut'>>,
  by: string,
): Promise<void> {
  const database = await appState()
  const stamp = { changedBy: by, changedAt: Date.now() }
  const rows = people.map((one) => ({ ...one, ...change, ...stamp }))
  const [first, ...more] = chunksOf(rows).map((chunk) =>
    database
      .insert(riskCase)
      .values(chunk)
      .onConflictDoUpdate({ target: riskCase.person, set: { ...change, ...stamp } }),
  )
  if (first) await database.batch([first, ...more])
}

export async function riskCases(): Promise<RiskCase[]> {
  return (await appState()).select().from(riskCase)
}

export async function riskCaseOf(person: string): Promise<RiskCase | null> {
  const [found] = await (await appState()).select().from(riskCase).where(eq(riskCase.person, person))
  return found ?? null
}

export async function riskThresholds(): Promise<RiskThreshold[]> {
  return (await appState()).select().from(riskThreshold)
}

/** Sets the threshold of a rule for a disease (`*`: all); null takes it back. The trail holds what was in force. */
export async function setRiskThreshold(
  database: AppState,
  actor: AuditEntry['actor'],
  { rule, disease, value }: { rule: RiskRule; disease: string; value: number | null },
): Promise<void> {
  const isIt = and(eq(riskThreshold.rule, rule), eq(riskThreshold.disease, disease))
  const row = { value: value ?? 0, changedBy: actor.id, changedAt: Date.now() }
  const change =
    value === null
      ? database.delete(riskThreshold).where(isIt)
      : database
          .insert(riskThreshold)
          .values({ rule, disease, ...row })
          .onConflictDoUpdate({ target: [riskThreshold.rule, riskThreshold.disease], set: row })
  const own = await database.select().from(riskThreshold).where(eq(riskThreshold.rule, rule))
  const of = (name: string) => own.find((one) => one.disease === name)?.value
  const usual = (disease === EVERY_DISEASE ? undefined : of(EVERY_DISEASE)) ?? RULES[rule].threshold.default
  const detail = { before: of(disease) ?? usual, after: value ?? usual }
  await record(database, { actor, action: 'settings', target: `threshold.${rule}.${disease}`, detail }, [change])
}

export async function cohorts(): Promise<Cohort[]> {
  return (await appState()).select().from(cohort).orderBy(desc(cohort.createdAt))
}

export async function cohortOf(id: string): Promise<Cohort | null> {
  const [found] = await (await appState()).select().from(cohort).where(eq(cohort.id, id))
  return found ?? null
}

export async function saveCohort(entry: Omit<Cohort, 'id' | 'createdAt'>): Promise<string> {
  const id = randomUUID()
  await (await appState()).insert(cohort).values({ ...entry, id, createdAt: Date.now() })
  return id
}

export async function removeCohort(id: string): Promise<void> {
  await (await appState()).delete(cohort).where(eq(cohort.id, id))
}

function chunksOf<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, i) => rows.slice(i * CHUNK, (i + 1) * CHUNK))
}
