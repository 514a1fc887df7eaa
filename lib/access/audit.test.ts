import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq, sql } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { type AppState, appState } from '../app-state/database.ts'
import { annotations } from '../app-state/schema/annotations.ts'
import { audit, auditLists, auditPeople } from '../app-state/schema/audit.ts'
import { checkAudit, readAudit, record } from './audit.ts'

let database: AppState
const actor = { id: 'nurse', role: 'operator' }
const person = (i: number) => `p${String(i).padStart(5, '0')}`

beforeEach(async () => {
  database = await appState(join(mkdtempSync(join(tmpdir(), 'longrun-audit-')), 'app-state'))
})

async function fill(rows: number): Promise<void> {
  for (let i = 1; i <= rows; i++)
    await record(database, {
      actor,
      action: 'view-people',
      target: 'retention/out',
      people: [person(i), person(i + 1)],
    })
}

/** Past the trigger that keeps rows as they are, as somebody with the file could. */
async function tamper(change: ReturnType<typeof sql>): Promise<void> {
  await database.run(sql`drop trigger if exists audit_no_update`)
  await database.run(sql`drop trigger if exists audit_no_delete`)
  await database.run(change)
}

describe('the chain', () => {
  test('fifty rows written at once make one chain without gaps', async () => {
    await Promise.all(Array.from({ length: 50 }, () => record(database, { actor, action: 'sign-in' })))
    expect(await checkAudit(database)).toMatchObject({ rows: 50, brokenAt: null })
  })

  test.each([
    ['an edited count', sql`update audit set rows = 1 where seq = 4`, 4],
    ['an edited name', sql`update audit set actor = 'somebody' where seq = 7`, 7],
    ['a removed row', sql`delete from audit where seq = 5`, 5],
    [
      'two rows that changed places',
      sql`update audit set seq = case seq when 2 then -3 when 3 then -2 else seq end`,
      2,
    ],
    ['a person taken out of a list', sql`delete from audit_people where person = 'p00006' and list = 6`, 6],
  ])('%s is found', async (_, change, row) => {
    await fill(10)
    await tamper(change)
    if (row === 2) await database.run(sql`update audit set seq = -seq where seq < 0`)
    expect((await checkAudit(database)).brokenAt).toBe(row)
  })

  test('a trail cut at its end is found by the head that was noted before', async () => {
    await fill(10)
    const { head } = await checkAudit(database)
    await tamper(sql`delete from audit where seq > 8`)
    expect((await checkAudit(database)).brokenAt).toBeNull()
    expect((await checkAudit(database, head)).brokenAt).toBe(9)
  })

  test('the database itself refuses to change or remove a row', async () => {
    await fill(2)
    await expect(database.update(audit).set({ rows: 0 }).where(eq(audit.seq, 1))).rejects.toThrow()
    await expect(database.delete(audit)).rejects.toThrow()
    expect(await checkAudit(database)).toMatchObject({ rows: 2, brokenAt: null })
  })
})

test('a change and its row are written together or not at all', async () => {
  const note = {
    id: 'a',
    fromDay: '2026-01-01',
    toDay: '2026-01-01',
    kind: 'other' as const,
    text: 'x',
    isForAll: true,
    createdBy: 'a',
    createdAt: 1,
  }
  const change = () => [database.insert(annotations).values(note)]
  await record(database, { actor, action: 'settings' }, change())
  await expect(record(database, { actor, action: 'settings' }, change())).rejects.toThrow()
  expect(await database.$count(audit)).toBe(1)
  expect(await database.$count(annotations)).toBe(1)
})

test('who saw or exported a person: exactly those rows, and the same people are stored once', async () => {
  await record(database, { actor, action: 'view-people', people: [person(1), person(2)] })
  await record(database, {
    actor: { id: 'other', role: 'operator' },
    action: 'export-people',
    purpose: '随访',
    people: [person(2), person(1), person(2)],
  })
  await record(database, { actor, action: 'view-people', people: [person(3)] })
  const { rows, count } = await readAudit(database, { person: person(2) }, { limit: 10 })
  expect(count).toBe(2)
  expect(rows.map((row) => [row.actor, row.action, row.purpose])).toEqual([
    ['other', 'export-people', '随访'],
    ['nurse', 'view-people', ''],
  ])
  expect(await database.$count(auditLists)).toBe(2)
  expect(await database.$count(auditPeople)).toBe(3)
  const plan = await database.all<{ detail: string }>(
    sql`explain query plan select list from audit_people where person = 'p00001'`,
  )
  expect(plan[0]?.detail).toContain('USING COVERING INDEX')
})
