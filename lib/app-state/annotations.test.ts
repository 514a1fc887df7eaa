import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { rightsOf } from '../access/matrix.ts'
import { addAnnotation, changeAnnotation, deleteAnnotation, listAnnotations } from './annotations.ts'
import { appState } from './database.ts'

const manager = { id: 'anna', rights: rightsOf('manager') }
const operator = { id: 'ben', rights: rightsOf('operator') }
const marketer = { id: 'mia', rights: rightsOf('marketer') }

test('notes are listed newest first, changed and deleted; what is gone is said to be gone', async () => {
  const database = await appState(join(mkdtempSync(join(tmpdir(), 'longrun-notes-')), 'app-state'))
  const holiday = {
    fromDay: '2026-10-01',
    toDay: '2026-10-07',
    kind: 'holiday' as const,
    text: '国庆',
    isForAll: false,
  }
  const first = await addAnnotation(database, manager, holiday)
  await addAnnotation(database, operator, { ...holiday, fromDay: '2026-10-20', toDay: '2026-10-20', text: '义诊' })
  expect((await listAnnotations(database, manager)).map((a) => a.text)).toEqual(['义诊', '国庆'])
  expect(await changeAnnotation(database, manager, first.id, { ...holiday, text: '国庆长假' })).toMatchObject({
    ...{ id: first.id, text: '国庆长假', fromDay: '2026-10-01' },
  })
  await deleteAnnotation(database, manager, first.id)
  await expect(deleteAnnotation(database, manager, first.id)).rejects.toThrow('does not exist')
  await expect(changeAnnotation(database, manager, first.id, holiday)).rejects.toThrow('does not exist')
  expect(await listAnnotations(database, manager)).toHaveLength(1)
})

test('words of those who see clinical fields are for those who see them too, unless marked; others can neither read nor change them', async () => {
  const database = await appState(join(mkdtempSync(join(tmpdir(), 'longrun-notes-')), 'app-state'))
  const note = { fromDay: '2026-10-01', toDay: '2026-10-01', kind: 'other' as const, isForAll: false }
  const clinical = await addAnnotation(database, operator, { ...note, text: '糖尿病 3 期患者换药' })
  const forAll = await addAnnotation(database, manager, { ...note, text: '国庆', isForAll: true })
  const own = await addAnnotation(database, marketer, { ...note, text: '直播' })
  const textsOf = async (reader: typeof manager) => (await listAnnotations(database, reader)).map((a) => a.text).sort()
  expect(await textsOf(manager)).toEqual(['国庆', '直播', '糖尿病 3 期患者换药'].sort())
  expect(await textsOf(marketer)).toEqual(['国庆', '直播'].sort())
  expect(own.isForAll).toBe(true)
  await expect(changeAnnotation(database, marketer, clinical.id, { ...note, text: 'x' })).rejects.toThrow('exist')
  await expect(deleteAnnotation(database, marketer, clinical.id)).rejects.toThrow('exist')
  await deleteAnnotation(database, marketer, forAll.id)
  expect(await textsOf(manager)).toHaveLength(2)
})
