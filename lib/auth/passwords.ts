/** Rules for passwords, the same at the command line, on the settings page and for one's own. */
import { randomInt } from 'node:crypto'
import { hashPassword, verifyPassword } from 'better-auth/crypto'
import { desc, eq } from 'drizzle-orm'
import type { Role } from '../access/actor.ts'
import type { AppState } from '../app-state/database.ts'
import { passwordHistory } from '../app-state/schema/accounts.ts'

/** A password that the rules do not allow. One line, with the rule. */
export class PasswordError extends Error {
  override name = 'PasswordError'
  constructor(readonly rule: PasswordRule) {
    super(SENTENCES[rule])
  }
}

export type PasswordRule = 'short' | 'short-admin' | 'long' | 'classes' | 'username' | 'used'

const SENTENCES: Readonly<Record<PasswordRule, string>> = {
  short: 'the password needs at least 10 characters',
  'short-admin': 'the password of an administrator needs at least 12 characters',
  long: 'the password may have at most 128 characters',
  classes: 'the password needs three of: small letters, capitals, digits, other characters',
  username: 'the password must not contain the account name',
  used: 'this is one of the last five passwords of the account',
}

/** How many earlier passwords may not come back. */
export const HISTORY = 5
const LONGEST = 128
const CLASSES = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u]

/** @throws PasswordError for the first rule that the password breaks; the history is a matter of its own */
export function checkPassword(password: string, { username, role }: { username: string; role: Role }): void {
  const length = [...password].length
  if (role === 'admin' && length < 12) throw new PasswordError('short-admin')
  if (length < 10) throw new PasswordError('short')
  if (length > LONGEST) throw new PasswordError('long')
  if (CLASSES.filter((kind) => kind.test(password)).length < 3) throw new PasswordError('classes')
  if (password.toLowerCase().includes(username.toLowerCase())) throw new PasswordError('username')
}

/** @throws PasswordError when it is one of the account's last five */
export async function checkHistory(database: AppState, userId: string, password: string): Promise<void> {
  const rows = await database
    .select({ hash: passwordHistory.hash })
    .from(passwordHistory)
    .where(eq(passwordHistory.userId, userId))
    .orderBy(desc(passwordHistory.setAt))
    .limit(HISTORY)
  for (const { hash } of rows) if (await verifyPassword({ hash, password })) throw new PasswordError('used')
}

export { hashPassword, verifyPassword }

/** No character that is read for another one. */
const KINDS = ['abcdefghijkmnpqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789'] as const

/** A password that keeps the rules: sixteen characters of three kinds in groups of four. */
export function generatePassword(): string {
  const every = KINDS.join('')
  const pick = (from: string) => from.charAt(randomInt(from.length))
  for (;;) {
    const characters = Array.from({ length: 16 }, () => pick(every))
    const isMixed = KINDS.every((kind) => characters.some((c) => kind.includes(c)))
    if (isMixed) return characters.join('').replace(/(.{4})(?=.)/g, '$1-')
  }
}
