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
  savedViews: number
  /** Lists asked for as files; the files are made when they are fetched, from who is left. */
  exports: number
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
  const lists = without(await listsWith(database, persons), persons)
  const exports = without(await exportsWith(database, persons), persons)
  const erasedAt = Date.now()
  return {
    counts: {
      outreach: await database.$count(outreachEntry, ofOutreach),
      cases: await database.$count(riskCase, ofCase),
      savedLists: lists.length,
      exports: exports.length,
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
      ...exports.map(({ id, people }) =>
        database
          .update(exportRequest)
          .set({ people: people.join('\n') })
          .where(eq(exportRequest.no, id)),
      ),
      ...hashes.map((hash) => database.insert(tombstones).values({ hash, erasedAt }).onConflictDoNothing()),
    ],
  }
}

/** A kept list of pseudonyms, one a line. */
interface KeptList {
  id: string
  people: string | null
}

async function listsWith(database: AppState, persons: readonly string[]): Promise<KeptList[]> {
  if (persons.length === 0) return []
  const isHeld = and(eq(cohort.kind, 'frozen'), or(...persons.map((person) => like(cohort.people, `%${person}%`))))
  return database.select({ id: cohort.id, people: cohort.people }).from(cohort).where(isHeld)
}

async function exportsWith(database: AppState, persons: readonly string[]): Promise<KeptList[]> {
  if (persons.length === 0) return []
  const isHeld = or(...persons.map((person) => like(exportRequest.people, `%${person}%`)))
  return database.select({ id: exportRequest.no, people: exportRequest.people }).from(exportRequest).where(isHeld)
}

/** The lists that really hold one of the people, with those who stay on them. */
function without(lists: readonly KeptList[], persons: readonly string[]): { id: string; people: string[] }[] {
  return lists.flatMap(({ id, people }) => {
    const before = (people ?? '').split('\n')
    const after = before.filter((person) => !persons.includes(person))
    return after.length < before.length ? [{ id, people: after }] : []
  })
}
