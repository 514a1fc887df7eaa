import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addAnnotation, changeAnnotation, deleteAnnotation, listAnnotations } from './annotations.ts'
import { appState } from './database.ts'

test('notes are listed newest first, changed and deleted; what is gone is said to be gone', async () => {
  const database = await appState(join(mkdtempSync(join(tmpdir(), 'longrun-notes-')), 'app-state'))
  const holiday = { fromDay: '2026-10-01', toDay: '2026-10-07', kind: 'holiday' as const, text: '国庆' }
  const first = await addAnnotation(database, 'anna', holiday)
  await addAnnotation(database, 'ben', { ...holiday, fromDay: '2026-10-20', toDay: '2026-10-20', text: '义诊' })
  expect((await listAnnotations(database)).map((a) => a.text)).toEqual(['义诊', '国庆'])
  expect(await changeAnnotation(database, first.id, { ...holiday, text: '国庆长假' })).toMatchObject({
    ...{ id: first.id, text: '国庆长假', fromDay: '2026-10-01' },
  })
  await deleteAnnotation(database, first.id)
  await expect(deleteAnnotation(database, first.id)).rejects.toThrow('does not exist')
  await expect(changeAnnotation(database, first.id, holiday)).rejects.toThrow('does not exist')
  expect(await listAnnotations(database)).toHaveLength(1)
})
