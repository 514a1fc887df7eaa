/** Which account belongs to which member of the hospital's WeCom. An administrator links them; signing in never does. */
import { eq } from 'drizzle-orm'
import type { Actor } from '../access/actor.ts'
import { record } from '../access/audit.ts'
import type { AppState } from '../app-state/database.ts'
import { session, user, wecomLinks } from '../app-state/schema/accounts.ts'
import { type Account, accountOf } from './account.ts'
import { UserError } from './users.ts'

/**
 * Links an account to a WeCom member, or to none. Its sessions end: they may be another person's from now on.
 * @throws UserError
 */
export async function linkWecom(
  database: AppState,
  by: Pick<Actor, 'id' | 'role'>,
  username: string,
  userid: string | null,
): Promise<void> {
  const [found] = await database.select().from(user).where(eq(user.username, username.trim().toLowerCase()))
  if (!found) throw new UserError(`there is no account '${username}'`)
  const member = userid === null ? null : memberOf(userid)
  const [taken] = member === null ? [] : await linkOf(database, member)
  if (taken && taken.user.id !== found.id)
    throw new UserError(`WeCom member '${member}' belongs to the account '${taken.user.username}'`)
  const added =
    member === null ? [] : [database.insert(wecomLinks).values({ userId: found.id, member, linkedAt: new Date() })]
  await record(database, { actor: by, action: 'user-wecom', target: found.username, detail: { member } }, [
    database.delete(wecomLinks).where(eq(wecomLinks.userId, found.id)),
    ...added,
    database.delete(session).where(eq(session.userId, found.id)),
  ])
}

/** The account of a WeCom member; null where there is none. */
export async function accountOfMember(database: AppState, userid: string): Promise<Account | null> {
  const [found] = await linkOf(database, userid.toLowerCase())
  return found ? accountOf(found.user) : null
}

/** The WeCom member of each linked account, by account id. */
export async function wecomMembers(database: AppState): Promise<Map<string, string>> {
  const rows = await database.select().from(wecomLinks)
  return new Map(rows.map(({ userId, member }) => [userId, member]))
}

function linkOf(database: AppState, member: string) {
  return database
    .select({ user })
    .from(wecomLinks)
    .innerJoin(user, eq(user.id, wecomLinks.userId))
    .where(eq(wecomLinks.member, member))
}

function memberOf(userid: string): string {
  const member = userid.trim().toLowerCase()
  if (!/^[a-z0-9][a-z0-9_.@-]{0,63}$/.test(member))
    throw new UserError('a WeCom userid has 1 to 64 letters, digits, and the characters _ - @ .')
  return member
}
