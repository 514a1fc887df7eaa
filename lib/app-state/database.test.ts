import { mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { appState } from './database.ts'
import { annotations } from './schema/annotations.ts'

const folder = () => join(mkdtempSync(join(tmpdir(), 'longrun-state-')), 'app-state')

test('one connection a folder, nobody else reads the file, rollback journal with full sync', async () => {
  const path = folder()
  const database = await appState(path)
  expect(await appState(path)).toBe(database)
  expect(statSync(join(path, 'app.sqlite')).mode & 0o777).toBe(0o600)
  const setting = async (name: string) => Object.values((await database.get(sql.raw(`pragma ${name}`))) as object)[0]
  expect(await setting('journal_mode')).toBe('delete')
  expect(await setting('synchronous')).toBe(2)
  expect(await setting('secure_delete')).toBe(1)
})

test('fifty batches at once all arrive, after the migration too', async () => {
  const database = await appState(folder())
  const row = (id: string) => ({
    ...{ id, fromDay: '2026-01-01', toDay: '2026-01-02', kind: 'holiday' as const, isForAll: true },
    ...{ text: '元旦', createdBy: 'a', createdAt: 1 },
  })
  const write = (i: number) =>
    database.batch([
      database.insert(annotations).values(row(`${i}a`)),
      database.insert(annotations).values(row(`${i}b`)),
    ])
  await Promise.all(Array.from({ length: 50 }, (_, i) => write(i)))
  expect(await database.$count(annotations)).toBe(100)
})
