/** One account a role for the demo hospital, with made passwords that are kept beside the demo data. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LOCAL_OWNER, ROLES, type Role } from '../../lib/access/actor.ts'
import { ALL_ROWS } from '../../lib/access/scope.ts'
import { appState } from '../../lib/app-state/database.ts'
import { generatePassword } from '../../lib/auth/passwords.ts'
import { addUser, listUsers } from '../../lib/auth/users.ts'
import type { DataLayout } from '../../lib/warehouse/layout.ts'
import { print } from './output.ts'
import { textTable } from './table.ts'

type Accounts = Partial<Record<Role, string>>

const TITLES: Readonly<Record<Role, string>> = {
  manager: '院长',
  marketer: '市场专员',
  operator: '运营护士',
  admin: '信息科',
}
const SEES: Readonly<Record<Role, string>> = {
  manager: 'every figure, no people',
  marketer: 'figures without clinical fields',
  operator: 'figures and the people behind them, masked',
  admin: 'accounts, goals, audit trail, data quality',
}

/** Makes the accounts that are missing, and prints all four. They see every row of the demo hospital, and no other. */
export async function demoAccountsCommand(layout: DataLayout, options: { json?: boolean }): Promise<void> {
  const database = await appState(layout.appState)
  const file = join(layout.root, 'demo-accounts.json')
  const known: Accounts = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const taken = new Set((await listUsers(database)).map((user) => user.username))
  for (const role of ROLES) {
    if (taken.has(role)) continue
    const password = generatePassword()
    await addUser(database, LOCAL_OWNER, { username: role, name: TITLES[role], role, scope: ALL_ROWS, password })
    known[role] = password
  }
  writeFileSync(file, `${JSON.stringify(known)}\n`, { mode: 0o600 })
  if (options.json) return print(`${JSON.stringify(known)}\n`)
  const rows = ROLES.map((role) => [role, known[role] ?? 'as you set it', SEES[role]])
  return print(`${textTable(['account', 'password', 'sees'], rows)}\n`)
}
