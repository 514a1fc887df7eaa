/** Takes a person out of what people wrote in the application. */
import { and, eq, inArray, like, or } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { AppState } from './database.ts'
import { exportRequest } from './schema/exports.ts'
import { cohort, outreachEntry, riskCase } from './schema/risk.ts'
import { savedViews } from './schema/saved-views.ts'
import { tombstones } from './schema/tombstones.ts'

export interface Named {
  /** Pseudonyms. */
  persons: readonly string[]
  /** Ids by which the feeds name people. */
  members: readonly string[]
}

/** Rows that name the person, by table. */
export interface NamedRows {
  outreach: number
  cases: number
  savedLists: number
  /** Requests for files. */
  exports: number
  savedViews: number
}

export interface Erasure {
  counts: NamedRows
  /** To be made in one transaction. */
  changes: BatchItem<'sqlite'>[]
}

/** What there is about the person, and the statements that take it away and keep the tombstones instead. */
export async function planErasure(
  database: AppState,
  { persons, members }: Named,
  hashes: readonly string[],
): Promise<Erasure> {
  const ofOutreach = or(inArray(outreachEntry.person, [...persons]), inArray(outreachEntry.memberId, [...members]))
  const ofCase = or(inArray(riskCase.person, [...persons]), inArray(riskCase.memberId, [...members]))
  const ofView = or(...persons.map((person) => like(savedViews.address, `%${person}%`)))
  const lists = await listsWith(database, persons)
  const asked = await exportsWith(database, persons)
  const erasedAt = Date.now()
  return {
    counts: {
      outreach: await database.$count(outreachEntry, ofOutreach),
      cases: await database.$count(riskCase, ofCase),
      savedLists: lists.length,
      exports: asked.length,
      savedViews: persons.length === 0 ? 0 : await database.$count(savedViews, ofView),
    },
    changes: [
      database.delete(outreachEntry).where(ofOutreach),
      database.delete(riskCase).where(ofCase),
      ...(persons.length === 0 ? [] : [database.delete(savedViews).where(ofView)]),
      ...lists.map(({ id, people }) =>
        database
          .update(cohort)
          .set({ people: people.join('\n'), count: people.length })
          .where(eq(cohort.id, id)),
      ),
      // The number of rows stays: a file of it that is fetched later says how many are gone.
      ...asked.map(({ id, people }) =>
        database
          .update(exportRequest)
          .set({ people: people.join('\n') })
          .where(eq(exportRequest.no, id)),
      ),
      ...hashes.map((hash) => database.insert(tombstones).values({ hash, erasedAt }).onConflictDoNothing()),
    ],
  }
}

/** Frozen lists that hold one of the people, with those who stay on them. */
async function listsWith(database: AppState, persons: readonly string[]): Promise<{ id: string; people: string[] }[]> {
  if (persons.length === 0) return []
  const isHeld = and(eq(cohort.kind, 'frozen'), or(...persons.map((person) => like(cohort.people, `%${person}%`))))
  const rows = await database.select({ id: cohort.id, people: cohort.people }).from(cohort).where(isHeld)
  return rows.flatMap((row) => without(row, persons))
}

/** Requests for files that froze one of the people, with those who stay in them. */
async function exportsWith(
  database: AppState,
  persons: readonly string[],
): Promise<{ id: string; people: string[] }[]> {
  if (persons.length === 0) return []
  const isNamed = or(...persons.map((person) => like(exportRequest.people, `%${person}%`)))
  const { no, people } = exportRequest
  const rows = await database.select({ id: no, people }).from(exportRequest).where(isNamed)
  return rows.flatMap((row) => without(row, persons))
}

/** A frozen list without the people, if it has one of them. */
function without({ id, people }: { id: string; people: string | null }, persons: readonly string[]) {
  const before = (people ?? '').split('\n')
  const after = before.filter((person) => !persons.includes(person))
  return after.length < before.length ? [{ id, people: after }] : []
}
