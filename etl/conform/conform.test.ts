import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskName } from '../../lib/access/mask.ts'
import { resolvePeople } from '../identity/resolve.ts'
import { FEEDS } from '../sources/catalog.ts'
import { tableOf } from '../sources/feed.ts'
import { maskedNameSql } from './columns.ts'
import { conform } from './conform.ts'
import { rowsOf, type StageRows, stageOf } from './stage-fixture.ts'

async function conformed(rows: StageRows, zone = 'Asia/Shanghai') {
  const connection = await stageOf(rows)
  await resolvePeople(connection, Buffer.from('k'))
  await conform(connection, zone)
  return connection
}

test('every feed has its table; no clear name and no hash of an id or a phone is in any', async () => {
  const connection = await conformed({
    'his/patients': [{ patient_id: 'P1', name: '张三', id_no: 'hash-id', phone: 'm:hash' }],
    'wecom/contacts': [
      { external_userid: 'w', staff_id: 'n', added_at: '2025-01-01', name: '欧阳修', mobile: 'm:hash' },
    ],
  })
  for (const feed of FEEDS) {
    const table = tableOf(feed.id)
    const columns = await rowsOf(
      connection,
      `select column_name from duckdb_columns() where schema_name = 'canon' and table_name = '${table}'`,
    )
    const secret = feed.columns.filter((c) => ['name', 'secret-id', 'secret-phone'].includes(c.type)).map((c) => c.name)
    expect(columns.length).toBeGreaterThan(0)
    expect(columns.filter((c) => secret.includes(String(c.column_name)))).toEqual([])
  }
  expect(await rowsOf(connection, 'select name_masked from canon.his_patients')).toEqual([{ name_masked: '张*' }])
  expect(await rowsOf(connection, 'select name_masked from canon.wecom_contacts')).toEqual([{ name_masked: '欧*' }])
})

test('2024-12-31T16:00:00Z is 2025-01-01 00:00 in Shanghai and 17:00 of the day before in Berlin', async () => {
  const rows: StageRows = { 'community/tiers': [{ member_id: 'w', tier: 'gold', from: '2024-12-31T16:00:00Z' }] }
  const ask = 'select from_at, from_day from canon.community_tiers'
  expect(await rowsOf(await conformed(rows), ask)).toEqual([{ from_at: '2025-01-01 00:00:00', from_day: '2025-01-01' }])
  expect(await rowsOf(await conformed(rows, 'Europe/Berlin'), ask)).toEqual([
    { from_at: '2024-12-31 17:00:00', from_day: '2024-12-31' },
  ])
})

test('an unknown zone is an error', async () => {
  await expect(conformed({}, 'Asia/Atlantis')).rejects.toThrow(RangeError)
})

test('empty enums stand for their defaults; others stay as they are', async () => {
  const at = '2025-01-01 10:00:00'
  const connection = await conformed({
    'his/visits': [
      { visit_id: 'a', patient_id: 'P', visited_at: at },
      { visit_id: 'b', patient_id: 'P', visited_at: at, status: 'weird' },
    ],
    'wecom/members': [{ group_id: 'GA', member_id: 'w', joined_at: at }],
    'community/messages': [{ message_id: 'm', group_id: 'GA', member_id: 'w', sent_at: at }],
    'his/charges': [{ charge_id: 'c', patient_id: 'P', charged_at: at, amount_cny: 1050 }],
  })
  expect(await rowsOf(connection, 'select status, visit_type from canon.his_visits order by visit_id')).toEqual([
    { status: 'attended', visit_type: null },
    { status: 'weird', visit_type: null },
  ])
  expect(await rowsOf(connection, 'select role, state from canon.wecom_members')).toEqual([
    { role: 'patient', state: null },
  ])
  expect(await rowsOf(connection, 'select revoked, type from canon.community_messages')).toEqual([
    { revoked: false, type: null },
  ])
  expect(await rowsOf(connection, 'select amount_fen, charged_day from canon.his_charges')).toEqual([
    { amount_fen: '1050', charged_day: '2025-01-01' },
  ])
})

test('a reading of a member and a patient belongs to the member’s person', async () => {
  const measured_at = '2025-01-01 10:00:00'
  const reading = { metric: 'glucose', value: 6, measured_at }
  const connection = await conformed({
    'community/readings': [
      { ...reading, reading_id: '1', member_id: 'w', patient_id: 'P' },
      { ...reading, reading_id: '2', patient_id: 'P' },
    ],
  })
  expect(
    await rowsOf(
      connection,
      'select r.reading_id, o.id from canon.community_readings r join stage.person_of o using (person_id) order by 1',
    ),
  ).toEqual([
    { reading_id: '1', id: 'w' },
    { reading_id: '2', id: 'P' },
  ])
})

test('the database masks names as maskName does', async () => {
  const connection = await stageOf({})
  const names = fc.array(fc.string({ unit: fc.constantFrom('张', '三', '欧', 'a', ' ', '𠮷', '·', '😀') }), {
    minLength: 1,
    maxLength: 30,
  })
  await fc.assert(
    fc.asyncProperty(names, async (list) => {
      const values = list.map((_, i) => `(${i}, $${i + 1}::varchar)`).join(', ')
      const reader = await connection.runAndReadAll(
        `select ${maskedNameSql('name')} from (values ${values}) t(i, name) order by i`,
        list,
      )
      expect(reader.getRows().map((row) => row[0])).toEqual(list.map(maskName))
    }),
    { numRuns: 50 },
  )
})
