/** Accounts on a real database, through the same functions as the routes and the command line. */
import { mkdtempSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { desc, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { LOCAL_OWNER } from '../access/actor.ts'
import { readAudit } from '../access/audit.ts'
import { ALL_ROWS } from '../access/scope.ts'
import { actorFrom } from '../access/session.ts'
import { type AppState, appState } from '../app-state/database.ts'
import { session, signInTries, user } from '../app-state/schema/accounts.ts'
import { checkPassword, generatePassword } from './passwords.ts'
import { readSecret } from './secret.ts'
import { changeOwnPassword, signIn, signOut } from './sign-in.ts'
import { addUser, banUser, setPassword, setRole } from './users.ts'

const data = mkdtempSync(join(tmpdir(), 'longrun-accounts-'))
process.env.LONGRUN_DATA = data
const PASSWORD = 'Morning-7-run'
let database: AppState

beforeAll(async () => {
  database = await appState()
})

let count = 0
/** A new account of its own for a test. */
async function account(role: 'manager' | 'operator' | 'admin' = 'operator'): Promise<string> {
  count += 1
  const username = `person${count}`
  await addUser(database, LOCAL_OWNER, { username, role, scope: ALL_ROWS, password: PASSWORD })
  return username
}

/** Signs in and gives the headers that the browser would send from now on. */
async function open(username: string, password = PASSWORD): Promise<Headers> {
  const result = await signIn({ username, password }, new Headers())
  if (result.outcome !== 'in') throw new Error(result.outcome)
  return new Headers({ cookie: result.cookies.map((cookie) => cookie.split(';')[0]).join('; ') })
}

describe('signing in', () => {
  test('the right password opens a session that names the actor; signing out ends it on the server', async () => {
    const username = await account('manager')
    const headers = await open(username)
    expect(await actorFrom(headers)).toMatchObject({ id: username, role: 'manager', scope: ALL_ROWS })
    await signOut(await actorFrom(headers), headers)
    expect(await actorFrom(headers)).toBeNull()
  })

  test('cookies are for the server only, and never leave to other sites', async () => {
    const result = await signIn({ username: await account(), password: PASSWORD }, new Headers())
    expect(result.outcome).toBe('in')
    for (const cookie of 'cookies' in result ? result.cookies : []) {
      expect(cookie).toMatch(/HttpOnly/i)
      expect(cookie).toMatch(/SameSite=Lax/i)
    }
  })

  test('a wrong password, an unknown name and a shut account say the same', async () => {
    const shut = await account()
    await banUser(database, LOCAL_OWNER, shut, true)
    const tries = [
      { username: await account(), password: 'Evening-7-run' },
      { username: 'nobody', password: PASSWORD },
      { username: shut, password: PASSWORD },
    ]
    for (const typed of tries) expect(await signIn(typed, new Headers())).toEqual({ outcome: 'wrong' })
    expect(
      await database.select().from(session).innerJoin(user, eq(user.id, session.userId)).where(eq(user.username, shut)),
    ).toEqual([])
  })

  test('a tampered cookie is nobody', async () => {
    const cookie = (await open(await account())).get('cookie') ?? ''
    const [name, value = ''] = cookie.split('=')
    for (const forged of [`${value}x`, value.replace(/^./, 'Z'), value.split('.')[0], '', 'a.b']) {
      expect(await actorFrom(new Headers({ cookie: `${name}=${forged}` }))).toBeNull()
    }
  })

  test('an operator has one session: the second sign-in ends the first', async () => {
    const username = await account('operator')
    const first = await open(username)
    const second = await open(username)
    expect(await actorFrom(first)).toBeNull()
    expect(await actorFrom(second)).not.toBeNull()
  })
})

describe('lock-out', () => {
  test('40 wrong passwords at once: 5 are evaluated, 35 refused unseen; then the right one is locked out too', async () => {
    const username = await account()
    const tries = Array.from({ length: 40 }, (_, i) => signIn({ username, password: `Wrong-${i}-run` }, new Headers()))
    const outcomes = (await Promise.all(tries)).map((result) => result.outcome)
    const evaluated = outcomes.filter((outcome) => outcome === 'wrong').length
    process.stdout.write(`lock-out: ${outcomes.length} wrong passwords at once, ${evaluated} evaluated\n`)
    expect(evaluated).toBe(5)
    expect(outcomes.filter((outcome) => outcome === 'locked')).toHaveLength(35)
    expect(await signIn({ username, password: PASSWORD }, new Headers())).toEqual({ outcome: 'locked' })
  })

  test('the own password counts on the same meter, 40 at once: 5 evaluated', async () => {
    const username = await account()
    const headers = await open(username)
    const actor = await actorFrom(headers)
    if (!actor) throw new Error('not signed in')
    const tries = Array.from({ length: 40 }, (_, i) =>
      changeOwnPassword(actor, { current: `Wrong-${i}-run`, next: 'Evening-8-run' }, headers),
    )
    const outcomes = await Promise.all(tries)
    expect(outcomes.filter((outcome) => outcome === 'wrong')).toHaveLength(5)
    expect(await signIn({ username, password: PASSWORD }, new Headers())).toEqual({ outcome: 'locked' })
  })

  test('a quarter of an hour later, or after a reset, the account opens again', async () => {
    const username = await account()
    const wrong = { username: username.toUpperCase(), password: 'Wrong-1-run' }
    for (let i = 0; i < 6; i++) await signIn(wrong, new Headers())
    await database
      .update(signInTries)
      .set({ until: Date.now() - 1 })
      .where(eq(signInTries.username, username))
    await open(username)
    for (let i = 0; i < 6; i++) await signIn(wrong, new Headers())
    await setPassword(database, LOCAL_OWNER, username, 'Evening-8-run')
    await open(username, 'Evening-8-run')
  })
})

describe('a change holds with the next request', () => {
  test('a ban ends the session', async () => {
    const username = await account()
    const headers = await open(username)
    await banUser(database, LOCAL_OWNER, username, true)
    expect(await actorFrom(headers)).toBeNull()
  })

  test('another role and another scope', async () => {
    const username = await account('operator')
    const headers = await open(username)
    const scope = { hospital: ['东院'], department: 'all', group: 'all' } as const
    await setRole(database, LOCAL_OWNER, username, { role: 'manager', scope })
    const actor = await actorFrom(headers)
    expect(actor).toMatchObject({ role: 'manager', scope })
    expect(actor?.rights.has('read-people')).toBe(false)
  })

  test('what is stored but cannot be understood opens nothing: an unknown role is nobody, a broken scope has no rows', async () => {
    const [broken, unknown] = [await account(), await account()]
    const headers = [await open(broken), await open(unknown)] as const
    await database.update(user).set({ hospitals: 'all of them' }).where(eq(user.username, broken))
    await database.update(user).set({ role: 'root' }).where(eq(user.username, unknown))
    expect((await actorFrom(headers[0]))?.scope.hospital).toEqual([])
    expect(await actorFrom(headers[1])).toBeNull()
  })

  test('nobody shuts out or promotes oneself', async () => {
    const by = { id: await account('admin'), role: 'admin' } as const
    await expect(banUser(database, by, by.id, true)).rejects.toThrow('own')
    await expect(setRole(database, by, by.id, { role: 'operator' })).rejects.toThrow('own')
  })
})

describe('time-outs', () => {
  const age = (values: Partial<typeof session.$inferInsert>) => database.update(session).set(values)

  test('15 minutes without a request end a session, 14 do not; looking for new data is no request', async () => {
    const headers = await open(await account())
    await age({ seenAt: new Date(Date.now() - 14 * 60_000) })
    expect(await actorFrom(headers, { isActivity: false })).not.toBeNull()
    await age({ seenAt: new Date(Date.now() - 15 * 60_000 - 1000) })
    expect(await actorFrom(headers)).toBeNull()
  })

  test('a request keeps it alive', async () => {
    const headers = await open(await account())
    await age({ seenAt: new Date(Date.now() - 10 * 60_000) })
    await actorFrom(headers)
    const [row] = await database.select().from(session).orderBy(desc(session.seenAt)).limit(1)
    expect(Date.now() - (row?.seenAt.getTime() ?? 0)).toBeLessThan(60_000)
  })

  test('8 hours end it whatever happened', async () => {
    const headers = await open(await account())
    const [row] = await database.select().from(session).limit(1)
    const length = (row?.expiresAt.getTime() ?? 0) - (row?.createdAt.getTime() ?? 0)
    expect(Math.round(length / 3_600_000)).toBe(8)
    await age({ expiresAt: new Date(Date.now() - 1000) })
    expect(await actorFrom(headers)).toBeNull()
  })
})

describe('passwords', () => {
  test.each([
    ['Short-7xx', 'operator', 'short'],
    ['Elevenchar7', 'admin', 'short-admin'],
    ['onlysmallletters', 'operator', 'classes'],
    ['small7letters', 'operator', 'classes'],
    ['My-Nurse-2026', 'operator', 'username'],
  ] as const)('%s for %s breaks the rule %s', (password, role, rule) => {
    expect(() => checkPassword(password, { username: 'nurse', role })).toThrow(expect.objectContaining({ rule }))
  })

  test('a made password keeps the rules, 1,000 times', () => {
    for (let i = 0; i < 1000; i++) checkPassword(generatePassword(), { username: 'nurse', role: 'admin' })
  })

  test('none of the last five comes back, the sixth may', async () => {
    const username = await account()
    for (let i = 1; i <= 4; i++) await setPassword(database, LOCAL_OWNER, username, `Another-${i}-one`)
    await expect(setPassword(database, LOCAL_OWNER, username, PASSWORD)).rejects.toThrow('last five')
    await setPassword(database, LOCAL_OWNER, username, 'Another-5-one')
    await setPassword(database, LOCAL_OWNER, username, PASSWORD)
  })

  test('a new one ends the other sessions, and the trail tells of it without it', async () => {
    const username = await account('manager')
    const [here, there] = [await open(username), await open(username)]
    const actor = await actorFrom(here)
    if (!actor) throw new Error('not signed in')
    expect(await changeOwnPassword(actor, { current: PASSWORD, next: 'Evening-8-run' }, here)).toBe('changed')
    expect(await actorFrom(here)).not.toBeNull()
    expect(await actorFrom(there)).toBeNull()
    const { rows } = await readAudit(database, { actor: username }, { limit: 100 })
    expect(rows[0]).toMatchObject({ action: 'user-password', target: username })
    expect(JSON.stringify(rows)).not.toMatch(/Evening|Morning/)
  })
})

describe('the secret', () => {
  const folder = () => mkdtempSync(join(tmpdir(), 'longrun-secret-'))

  test('is made once, long, for the owner only', () => {
    const path = folder()
    const secret = readSecret(path, undefined)
    expect(secret.length).toBeGreaterThanOrEqual(64)
    expect(readSecret(path, undefined)).toBe(secret)
    expect(statSync(join(path, 'auth.secret')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(path, 'auth.secret'), 'utf8').trim()).toBe(secret)
  })

  test.each(['', 'short', 'a'.repeat(64), 'better-auth-secret-123456789012345678', `change-me-${'x7'.repeat(20)}`])(
    'LONGRUN_SECRET=%s is refused',
    (given) => expect(() => readSecret(folder(), given)).toThrow('openssl rand'),
  )
})
