import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { type AppState, appState } from './database.ts'
import { deleteView, listViews, renameView, saveView } from './saved-views.ts'

let database: AppState
beforeEach(async () => {
  database = await appState(join(mkdtempSync(join(tmpdir(), 'longrun-views-')), 'app-state'))
})

const namesOf = async (actor: string) => (await listViews(database, actor)).map((v) => v.name)

test('a view is an address under a name; the same name again gets the new address', async () => {
  await saveView(database, 'anna', { name: '糖尿病', address: '/?disease=diabetes' })
  await saveView(database, 'anna', { name: '糖尿病', address: '/retention?disease=diabetes' })
  expect(await listViews(database, 'anna')).toMatchObject([{ name: '糖尿病', address: '/retention?disease=diabetes' }])
})

test('everybody has their own views: nobody lists, renames or deletes those of another', async () => {
  const mine = await saveView(database, 'anna', { name: 'A', address: '/' })
  await saveView(database, 'ben', { name: 'A', address: '/retention' })
  expect(await namesOf('ben')).toEqual(['A'])
  await expect(renameView(database, 'ben', mine.id, 'B')).rejects.toThrow('does not exist')
  await expect(deleteView(database, 'ben', mine.id)).rejects.toThrow('does not exist')
  await deleteView(database, 'anna', mine.id)
  expect([await namesOf('anna'), await namesOf('ben')]).toEqual([[], ['A']])
})

test('a rename keeps the address, and is refused where the name is taken', async () => {
  const a = await saveView(database, 'anna', { name: 'A', address: '/data' })
  await saveView(database, 'anna', { name: 'B', address: '/' })
  expect(await renameView(database, 'anna', a.id, 'C')).toMatchObject({ name: 'C', address: '/data' })
  expect((await renameView(database, 'anna', a.id, 'C')).name).toBe('C')
  await expect(renameView(database, 'anna', a.id, 'B')).rejects.toThrow("'B'")
})
