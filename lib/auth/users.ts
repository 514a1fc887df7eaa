/** Accounts: made at the command line or on the settings page, never by signing up. Every change is in the audit trail. */
import { randomUUID } from 'node:crypto'
import { and, asc, eq, ne } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Actor, Role } from '../access/actor.ts'
import { record } from '../access/audit.ts'
import { encodeScope, type Scope } from '../access/scope.ts'
import type { AppState } from '../app-state/database.ts'
import { account, passwordHistory, session, user } from '../app-state/schema/accounts.ts'
import { type Account, accountOf } from './account.ts'
import { forgetTries } from './lock-out.ts'
import { checkHistory, checkPassword, hashPassword } from './passwords.ts'

/** What cannot be done with an account, in one line. */
export class UserError extends Error {
  override name = 'UserError'
}

type By = Pick<Actor, 'id' | 'role'>

export interface NewUser {
  username: string
  /** As colleagues call the person; the account name where nothing is said. */
  name?: string
  role: Role
  scope: Scope
  password: string
}

/** @throws UserError, PasswordError */
export async function addUser(database: AppState, by: By, wanted: NewUser): Promise<void> {
  const username = wanted.username.trim().toLowerCase()
  if (!/^[a-z0-9][a-z0-9._-]{1,31}$/.test(username))
    throw new UserError('an account name has 2 to 32 small letters, digits, dots, dashes or underscores')
  if (await find(database, username)) throw new UserError(`there is an account '${username}' already`)
  checkPassword(wanted.password, { username, role: wanted.role })
  const id = randomUUID()
  const now = new Date()
  const { hash, rows } = await credential(database, id, wanted.password, now)
  const made = database.insert(user).values({
    id,
    username,
    displayUsername: username,
    name: wanted.name?.trim() || username,
    email: `${username}@local.invalid`,
    emailVerified: false,
    role: wanted.role,
    ...storedScope(wanted.scope),
    isBanned: false,
    createdAt: now,
    updatedAt: now,
  })
  const signsIn = database.insert(account).values({
    id: randomUUID(),
    accountId: id,
    providerId: 'credential',
    userId: id,
    password: hash,
    createdAt: now,
    updatedAt: now,
  })
  const detail = { role: wanted.role, scope: wanted.scope }
  await record(database, { actor: by, action: 'user-add', target: username, detail }, [made, signsIn, rows])
}

/** All accounts, by name. */
export async function listUsers(database: AppState): Promise<(Account & { createdAt: Date })[]> {
  const rows = await database.select().from(user).orderBy(asc(user.username))
  return rows.flatMap((row) => {
    const found = accountOf(row)
    return found ? [{ ...found, createdAt: row.createdAt }] : []
  })
}

/** Whether somebody could sign in at all. */
export async function hasUsers(database: AppState): Promise<boolean> {
  return (await database.$count(user)) > 0
}

/** Shuts an account out at once, or lets it in again. @throws UserError */
export async function banUser(database: AppState, by: By, username: string, isBanned: boolean): Promise<void> {
  const found = await must(database, username)
  refuseOneself(by, found)
  await record(database, { actor: by, action: isBanned ? 'user-ban' : 'user-unban', target: found.username }, [
    database.update(user).set({ isBanned, updatedAt: new Date() }).where(eq(user.id, found.id)),
    database.delete(session).where(eq(session.userId, found.id)),
  ])
}

/** Gives an account another role or other rows; an open session has them with its next request. @throws UserError */
export async function setRole(
  database: AppState,
  by: By,
  username: string,
  wanted: { role?: Role; scope?: Scope },
): Promise<void> {
  const found = await must(database, username)
  refuseOneself(by, found)
  const { role = found.role, scope = found.scope } = wanted
  const detail = { before: { role: found.role, scope: found.scope }, after: { role, scope } }
  await record(database, { actor: by, action: 'user-role', target: found.username, detail }, [
    database
      .update(user)
      .set({ role, ...storedScope(scope), updatedAt: new Date() })
      .where(eq(user.id, found.id)),
  ])
}

/** Sets a password, ends every session of the account and opens a locked one. @throws UserError, PasswordError */
export async function setPassword(database: AppState, by: By, username: string, password: string): Promise<void> {
  const found = await must(database, username)
  checkPassword(password, found)
  await checkHistory(database, found.id, password)
  const changes = await passwordChanges(database, found, password)
  await record(database, { actor: by, action: 'user-password', target: found.username }, changes)
}

/** What changes with a password: the hash, the history, the sessions (but the one that is kept), the failed tries. */
export async function passwordChanges(
  database: AppState,
  { id, username }: Account,
  password: string,
  keptToken = '',
): Promise<BatchItem<'sqlite'>[]> {
  const now = new Date()
  const { hash, rows } = await credential(database, id, password, now)
  return [
    database.update(account).set({ password: hash, updatedAt: now }).where(eq(account.userId, id)),
    rows,
    database.delete(session).where(and(eq(session.userId, id), ne(session.token, keptToken))),
    forgetTries(database, username),
  ]
}

async function credential(database: AppState, userId: string, password: string, setAt: Date) {
  const hash = await hashPassword(password)
  return { hash, rows: database.insert(passwordHistory).values({ userId, setAt, hash }) }
}

function storedScope(scope: Scope) {
  return {
    hospitals: encodeScope(scope.hospital),
    departments: encodeScope(scope.department),
    groups: encodeScope(scope.group),
  }
}

async function find(database: AppState, username: string): Promise<Account | null> {
  const [row] = await database.select().from(user).where(eq(user.username, username.trim().toLowerCase()))
  return row ? accountOf(row) : null
}

async function must(database: AppState, username: string): Promise<Account> {
  const found = await find(database, username)
  if (!found) throw new UserError(`there is no account '${username}'`)
  return found
}

/** Nobody locks the door behind oneself: another administrator, or the command line, does it. */
function refuseOneself(by: By, found: Account): void {
  if (by.role !== 'owner' && by.id === found.username)
    throw new UserError('nobody changes the own role or shuts the own account')
}
