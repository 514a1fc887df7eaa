import { createHmac } from 'node:crypto'
import type { DuckDBConnection } from '@duckdb/node-api'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowsOf, type StageRows, stageOf } from '../conform/stage-fixture.ts'
import { resolvePeople } from './resolve.ts'

const SECRET = Buffer.from('a key of the hospital')

async function peopleOf(
  rows: StageRows,
): Promise<{ connection: DuckDBConnection; groups: string[]; of: (id: string) => string }> {
  const connection = await stageOf(rows)
  await resolvePeople(connection, SECRET)
  const people = await rowsOf(
    connection,
    `select string_agg(o.id, '+' order by o.kind, o.id) as ids, any_value(m.method) as method
     from stage.person_of o left join stage.person_match m using (person_id) group by o.person_id order by o.person_id`,
  )
  const groups = people.map((p) => (p.method ? `${p.ids} (${p.method})` : String(p.ids)))
  const of = (id: string) => groups.find((g) => g.replace(/ \(.*/, '').split('+').includes(id)) ?? 'nobody'
  return { connection, groups, of }
}

const joined = { group_id: 'GA', joined_at: '2025-01-01 10:00:00' }
const patient = (patient_id: string, rest: object = {}) => ({ patient_id, ...rest })
const contact = (external_userid: string, rest: object = {}) => ({
  external_userid,
  staff_id: 'nurse',
  added_at: '2025-01-01 09:00:00',
  ...rest,
})

test('E15: merged_into A -> B -> C, linked by the middle id: one person of four ids', async () => {
  const { groups } = await peopleOf({
    'his/patients': [patient('A', { merged_into: 'B' }), patient('B', { merged_into: 'C' }), patient('C')],
    'identity/links': [{ member_id: 'w15', patient_id: 'B' }],
  })
  expect(groups).toEqual(['w15+A+B+C (link)'])
})

test('merged_into names a record that no file holds: still one person', async () => {
  const { groups } = await peopleOf({ 'his/patients': [patient('A', { merged_into: 'Z' })] })
  expect(groups).toEqual(['A+Z'])
})

test('E16: two external ids with one unionid, one from contacts and one from members, are one member', async () => {
  const { groups } = await peopleOf({
    'wecom/contacts': [contact('a', { unionid: 'u' })],
    'wecom/members': [
      { ...joined, member_id: 'b', unionid: 'u' },
      { ...joined, member_id: 'c' },
    ],
  })
  expect(groups).toEqual(['a+b', 'c'])
})

test('E17: equal id_no hashes are one patient; a null id_no joins nobody', async () => {
  const { groups } = await peopleOf({
    'his/patients': [patient('A', { id_no: 'h1' }), patient('B', { id_no: 'h1' }), patient('C'), patient('D')],
  })
  expect(groups).toEqual(['A+B', 'C', 'D'])
})

test('two records with the same masked id_no (x:) stay two people', async () => {
  const { groups } = await peopleOf({
    'his/patients': [patient('A', { id_no: 'x:1' }), patient('B', { id_no: 'x:1' })],
  })
  expect(groups).toEqual(['A', 'B'])
})

test('E18: a full mobile of one patient and one member joins them; masked ones (no m:) never do', async () => {
  const { groups } = await peopleOf({
    'his/patients': [patient('P18', { phone: 'm:18' }), patient('P5', { phone: 'x:5' })],
    'wecom/contacts': [contact('w18', { mobile: 'm:18' }), contact('w5', { mobile: 'x:5' })],
  })
  expect(groups).toEqual(['w18+P18 (mobile)', 'w5', 'P5'])
})

test('E19: one phone of two patients resolves nobody; of two records of one patient it does', async () => {
  const rows = (merged: object) => ({
    'his/patients': [patient('A', { phone: 'm:19' }), patient('B', { phone: 'm:19', ...merged })],
    'wecom/contacts': [contact('w19', { mobile: 'm:19' })],
  })
  expect((await peopleOf(rows({}))).groups).toEqual(['w19', 'A', 'B'])
  expect((await peopleOf(rows({ merged_into: 'A' }))).groups).toEqual(['w19+A+B (mobile)'])
})

test('E14: a family member is resolved neither by mobile nor by link, also through a second WeChat account', async () => {
  const { of } = await peopleOf({
    'his/patients': [patient('P14', { phone: 'm:14' }), patient('P15')],
    'wecom/contacts': [contact('w14', { mobile: 'm:14', unionid: 'u' }), contact('w14b', { unionid: 'u' })],
    'wecom/members': [
      { ...joined, member_id: 'w14', role: 'family' },
      { ...joined, member_id: 'w14b', role: 'patient' },
    ],
    'identity/links': [{ member_id: 'w14b', patient_id: 'P15' }],
  })
  expect(of('w14')).toBe('w14+w14b')
  expect(of('P14')).toBe('P14')
})

test('a family member with the same mobile does not stand in the way of the patient herself', async () => {
  const { of } = await peopleOf({
    'his/patients': [patient('P1', { phone: 'm:1' })],
    'wecom/contacts': [contact('her', { mobile: 'm:1' }), contact('husband', { mobile: 'm:1' })],
    'wecom/members': [{ ...joined, member_id: 'husband', role: 'family' }],
  })
  expect(of('P1')).toBe('her+P1 (mobile)')
})

test('E35: one member linked to two patients is linked to neither; to two records of one patient it is', async () => {
  const rows = (merged: object) => ({
    'his/patients': [patient('A', merged), patient('B')],
    'identity/links': [
      { member_id: 'w35', patient_id: 'A' },
      { member_id: 'w35', patient_id: 'B' },
    ],
  })
  expect((await peopleOf(rows({}))).groups).toEqual(['w35', 'A', 'B'])
  expect((await peopleOf(rows({ merged_into: 'B' }))).groups).toEqual(['w35+A+B (link)'])
})

test('mobile gives way to a link on either side', async () => {
  const { of } = await peopleOf({
    'his/patients': [patient('A', { phone: 'm:1' }), patient('B', { phone: 'm:2' }), patient('C')],
    'wecom/contacts': [contact('w1', { mobile: 'm:1' }), contact('w2', { mobile: 'm:2' }), contact('w3')],
    'identity/links': [
      { member_id: 'w1', patient_id: 'C' },
      { member_id: 'w3', patient_id: 'B' },
    ],
  })
  expect(of('w1')).toBe('w1+C (link)')
  expect(of('A')).toBe('A')
  expect(of('w2')).toBe('w2')
  expect(of('w3')).toBe('w3+B (link)')
})

test('one member with two mobiles that point to two patients is tied to none', async () => {
  const { groups } = await peopleOf({
    'his/patients': [patient('A', { phone: 'm:1' }), patient('B', { phone: 'm:2' })],
    'wecom/contacts': [contact('w', { mobile: 'm:1' }), contact('w', { staff_id: 'second', mobile: 'm:2' })],
  })
  expect(groups).toEqual(['w', 'A', 'B'])
})

test('an id of an either-column is a member first, then a patient, else a new member', async () => {
  const at = '2025-03-01 10:00:00'
  const { connection } = await peopleOf({
    'his/patients': [patient('both'), patient('onlyPatient')],
    'wecom/members': [{ ...joined, member_id: 'both' }],
    'community/referrals': [
      { event_id: 'r1', inviter_id: 'both', invitee_id: 'onlyPatient', kind: 'joined', at },
      { event_id: 'r2', inviter_id: 'stranger', invitee_id: 'onlyPatient', kind: 'joined', at },
    ],
    'community/outreach': [{ outreach_id: 'o', person: 'stranger', at }],
  })
  const kinds = await rowsOf(
    connection,
    'select e.id, o.kind from stage.either_of e join stage.person_of o using (person_id, id) order by e.id',
  )
  expect(kinds).toEqual([
    { id: 'both', kind: 'member' },
    { id: 'onlyPatient', kind: 'patient' },
    { id: 'stranger', kind: 'member' },
  ])
})

test('person keys: P and ten hex digits of HMAC-SHA-256 over the smallest kind:id', async () => {
  const { connection } = await peopleOf({
    'his/patients': [patient('XP01')],
    'identity/links': [{ member_id: 'xw01', patient_id: 'XP01' }],
  })
  const expected = createHmac('sha256', SECRET).update('member:xw01').digest('hex').slice(0, 10)
  expect(await rowsOf(connection, 'select person_key from stage.person_key')).toEqual([{ person_key: `P${expected}` }])
})

test('people and their ids do not depend on the order of the rows', async () => {
  const links = [
    { member_id: 'w1', patient_id: 'A' },
    { member_id: 'w2', patient_id: 'B' },
    { member_id: 'w3', patient_id: 'B' },
    { member_id: 'w4', patient_id: 'D' },
  ]
  const patients = [
    patient('A', { merged_into: 'C' }),
    patient('B', { id_no: 'h' }),
    patient('C'),
    patient('D', { id_no: 'h' }),
  ]
  const expected = ['w1+A+C (link)', 'w2+w3+w4+B+D (link)']
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(links, { minLength: links.length }),
      fc.shuffledSubarray(patients, { minLength: patients.length }),
      async (someLinks, somePatients) => {
        const { groups } = await peopleOf({ 'his/patients': somePatients, 'identity/links': someLinks })
        expect(groups).toEqual(expected)
      },
    ),
    { numRuns: 5 },
  )
})
