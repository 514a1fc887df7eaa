/**
 * Five wrong passwords lock a name for a quarter of an hour. A try is counted before the password is looked at, in one
 * statement: forty tries at once are forty counts, and only the first five reach the check.
 */
import { eq, lt, sql } from 'drizzle-orm'
import type { AppState } from '../app-state/database.ts'
import { signInTries } from '../app-state/schema/accounts.ts'

export const MOST_TRIES = 5
const LOCKED_FOR = 15 * 60_000

/** Counts a try. False when the name has had its five: then nothing may be checked. */
export async function mayTry(database: AppState, username: string, now: number): Promise<boolean> {
  await database.delete(signInTries).where(lt(signInTries.until, now))
  const [row] = await database
    .insert(signInTries)
    .values({ username, tries: 1, until: now + LOCKED_FOR })
    .onConflictDoUpdate({
      target: signInTries.username,
      // The time runs from the fifth try; more of them do not keep the owner out for ever.
      set: {
        tries: sql`${signInTries.tries} + 1`,
        until: sql`case when ${signInTries.tries} < ${MOST_TRIES} then ${now + LOCKED_FOR} else ${signInTries.until} end`,
      },
    })
    .returning({ tries: signInTries.tries })
  return row !== undefined && row.tries <= MOST_TRIES
}

/** Forgets the tries of a name: after the right password, and when an administrator sets a new one. */
export function forgetTries(database: AppState, username: string) {
  return database.delete(signInTries).where(eq(signInTries.username, username))
}
