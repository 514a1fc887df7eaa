/** Accounts at the command line: the person at the machine makes the first administrator, and is the way back in. */
import { createInterface } from 'node:readline/promises'
import { LOCAL_OWNER, ROLES, type Role } from '../../lib/access/actor.ts'
import { type ScopeKey, scopeFrom, seesNothing } from '../../lib/access/scope.ts'
import { type AppState, appState } from '../../lib/app-state/database.ts'
import { isRole } from '../../lib/auth/account.ts'
import { generatePassword } from '../../lib/auth/passwords.ts'
import { addUser, banUser, listUsers, setPassword, setRole } from '../../lib/auth/users.ts'
import { linkWecom, wecomMembers } from '../../lib/auth/wecom-links.ts'
import type { DataLayout } from '../../lib/warehouse/layout.ts'
import { ArgumentError } from '../run/error.ts'
import { print } from './output.ts'
import { textTable } from './table.ts'

export interface ScopeOptions {
  hospital?: string[]
  department?: string[]
  group?: string[]
}

export interface UserOptions extends ScopeOptions {
  name?: string
  title?: string
  role?: string
  generate?: boolean
  undo?: boolean
  userid?: string
  json?: boolean
}

const COMMANDS = { add, list, role, ban, password, wecom }
export type UserCommand = keyof typeof COMMANDS

/** One of the `user` commands on the accounts of a data folder. */
export async function userCommand(layout: DataLayout, command: UserCommand, options: UserOptions): Promise<void> {
  await COMMANDS[command](await appState(layout.appState), options)
}

async function add(database: AppState, options: UserOptions): Promise<void> {
  const username = named(options)
  const role = roleOf(options.role)
  const scope = scopeFrom(options)
  const { password, isMade } = await newPassword(options)
  await addUser(database, LOCAL_OWNER, { username, name: options.title, role, scope, password })
  await print(`added ${username}, ${role}\n`)
  if (isMade) await print(`password, shown only now: ${password}\n`)
  if (role !== 'admin' && seesNothing(scope))
    await print(`it sees no rows yet; say which: longrun user role --name ${username} --hospital '*'\n`)
}

async function list(database: AppState, { json }: UserOptions): Promise<void> {
  const members = await wecomMembers(database)
  const users = (await listUsers(database)).map((user) => ({ ...user, wecom: members.get(user.id) ?? null }))
  if (json) return print(`${JSON.stringify(users, null, 2)}\n`)
  const said = (part: 'all' | readonly string[]) => (part === 'all' ? '*' : part.join(', '))
  const rows = users.map(({ username, name, role, scope, wecom, isBanned }) => [
    username,
    name,
    role,
    said(scope.hospital),
    said(scope.department),
    said(scope.group),
    wecom ?? '',
    isBanned ? 'shut' : '',
  ])
  return print(`${textTable(['account', 'name', 'role', 'hospital', 'department', 'group', 'WeCom', 'state'], rows)}\n`)
}

async function role(database: AppState, options: UserOptions): Promise<void> {
  const username = named(options)
  const keys: ScopeKey[] = ['hospital', 'department', 'group']
  const isScoped = keys.some((key) => options[key] !== undefined)
  if (options.role === undefined && !isScoped)
    throw new ArgumentError('say what changes: --role, --hospital, --department or --group')
  await setRole(database, LOCAL_OWNER, username, {
    ...(options.role !== undefined && { role: roleOf(options.role) }),
    ...(isScoped && { scope: scopeFrom(options) }),
  })
  await print(`changed ${username}; it holds from the next request on\n`)
}

async function ban(database: AppState, options: UserOptions): Promise<void> {
  const username = named(options)
  await banUser(database, LOCAL_OWNER, username, !options.undo)
  await print(options.undo ? `${username} may sign in again\n` : `${username} is shut out\n`)
}

async function password(database: AppState, options: UserOptions): Promise<void> {
  const username = named(options)
  const { password: text, isMade } = await newPassword(options)
  await setPassword(database, LOCAL_OWNER, username, text)
  await print(`changed the password of ${username}; its sessions have ended\n`)
  if (isMade) await print(`password, shown only now: ${text}\n`)
}

async function wecom(database: AppState, options: UserOptions): Promise<void> {
  const username = named(options)
  const { userid, undo = false } = options
  if (undo === (userid !== undefined))
    throw new ArgumentError('say which WeCom member: --userid ID, or --undo for none')
  await linkWecom(database, LOCAL_OWNER, username, userid ?? null)
  await print(
    undo
      ? `${username} no longer signs in through WeCom; its sessions have ended\n`
      : `WeCom member ${userid} signs in as ${username}; the account's sessions have ended\n`,
  )
}

function named({ name }: UserOptions): string {
  if (!name) throw new ArgumentError('say which account: --name NAME')
  return name
}

function roleOf(text: string | undefined): Role {
  if (text === undefined || !isRole(text)) throw new ArgumentError(`--role ${text ?? ''}: one of ${ROLES.join(', ')}`)
  return text
}

/** From a pipe, or asked for; made where nothing is typed. Never an argument: those stand in the list of processes. */
async function newPassword({ generate }: UserOptions): Promise<{ password: string; isMade: boolean }> {
  const typed = generate ? '' : process.stdin.isTTY ? await asked() : await piped()
  return typed === '' ? { password: generatePassword(), isMade: true } : { password: typed, isMade: false }
}

async function asked(): Promise<string> {
  const prompt = createInterface({ input: process.stdin, output: process.stderr, terminal: false })
  process.stderr.write('Password (empty: one is made; what you type can be read on the screen): ')
  const text = await prompt.question('')
  prompt.close()
  return text.trim()
}

async function piped(): Promise<string> {
  let text = ''
  for await (const chunk of process.stdin) text += String(chunk)
  return text.split('\n')[0]?.trim() ?? ''
}
