/**
 * The application's own small database: what people write in it, as opposed to what was loaded. One SQLite file, one
 * connection a process, rollback journal. Writes of several rows go through `batch()`; interactive transactions are not
 * used, as the client would open a second connection for them.
 */
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { drizzle, type LibSQLDatabase } from 'drizzle-orm/libsql'
import { migrate } from 'drizzle-orm/libsql/migrator'
import { layoutOf } from '../warehouse/layout.ts'

export type AppState = LibSQLDatabase

/** A server holds several copies of this module; the connection must be one. */
const held = globalThis as typeof globalThis & { longrunAppState?: Map<string, Promise<AppState>> }

/** The app state of a data folder, opened and brought to the current schema at the first call. */
export function appState(folder = layoutOf().appState): Promise<AppState> {
  held.longrunAppState ??= new Map()
  const open = held.longrunAppState.get(folder) ?? openAppState(folder)
  held.longrunAppState.set(folder, open)
  open.catch(() => held.longrunAppState?.delete(folder))
  return open
}

const SETTINGS = [
  'pragma journal_mode = delete',
  'pragma synchronous = full',
  'pragma busy_timeout = 5000',
  'pragma secure_delete = on',
  'pragma foreign_keys = on',
]

/** The audit trail only grows. Whoever takes these away is found by its chain of hashes. */
const GUARDS = ['update', 'delete'].map(
  (change) => `create trigger if not exists audit_no_${change} before ${change} on audit
    begin select raise(abort, 'the audit trail only grows'); end`,
)

/** Where the program lies: the command line may be called from anywhere, a server runs in it. */
function codeFolder(): string {
  return process.env.LONGRUN_CODE ?? process.cwd()
}

async function openAppState(folder: string): Promise<AppState> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'app.sqlite')
  const client = createClient({ url: `file:${file}` })
  for (const setting of SETTINGS) await client.execute(setting)
  chmodSync(file, 0o600)
  const database = drizzle(client)
  await migrate(database, { migrationsFolder: join(codeFolder(), 'lib', 'app-state', 'migrations') })
  for (const guard of GUARDS) await client.execute(guard)
  return database
}
