/** Accounts of the tests' own, made through the same functions as the command line's. */
import { join } from 'node:path'
import { LOCAL_OWNER, type Role } from '../lib/access/actor.ts'
import type { Scope } from '../lib/access/scope.ts'
import { appState } from '../lib/app-state/database.ts'
import { addUser } from '../lib/auth/users.ts'
import { signIn } from './signed-in.ts'

export const PASSWORD = 'Evening-9-run'

/** Makes an account on the app state of a running server and signs it in; the session's cookie. */
export async function newAccount(
  server: { base: string; data: string },
  account: { username: string; role: Role; scope: Scope },
): Promise<string> {
  await addUser(await appState(join(server.data, 'app-state')), LOCAL_OWNER, { ...account, password: PASSWORD })
  return signIn(server.base, account.username, PASSWORD)
}
