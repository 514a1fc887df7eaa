import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { liftTrial, patientDay, person } from '../../warehouse/schema.ts'
import { openTestMarts, type TestMarts } from '../../warehouse/test-marts.ts'
import { answerMetric, listPeople } from '../answer.ts'

let marts: TestMarts
beforeEach(async () => {
  marts = await openTestMarts()
})
afterEach(() => marts.close())

const ask = (asOf: string, more: { by?: string; where?: [string, string][] } = {}) =>
  answerMetric(marts.engine, 'test', { metric: 'return-lift', asOf, ...more })

/** V 2024-01-01: L 2024-01-31, the window ends before 2025-01-31, so it is mature from as-of 2025-01-30 on. */
const V = '2024-01-01'
const MATURE = '2025-01-30'

interface Someone {
  id: number
  member?: boolean
  returned?: boolean
  department?: string
  staffFrom?: string
}

async function insertTrials(people: readonly Someone[]): Promise<void> {
  await marts.cover()
  await marts.insert(
    person,
    people.map((p) => ({
      personId: p.id,
      isPatient: true,
      firstVisitDay: V,
      secondVisitDay: p.returned ? '2024-03-01' : null,
      firstJoinAt: p.member ? '2024-01-05 09:00:00' : null,
      staffFrom: p.staffFrom ?? null,
    })),
  )
  await marts.insert(
    liftTrial,
    people.map((p) => ({
      personId: p.id,
      vDay: V,
      isMember: p.member ?? false,
      returned: p.returned ?? false,
      department: p.department ?? 'derma',
      isNew: true,
    })),
  )
  await marts.insert(
    patientDay,
    people.flatMap((p) => [
      { personId: p.id, day: V, department: p.department ?? 'derma', visits: 1 },
      ...(p.returned ? [{ personId: p.id, day: '2024-03-01', visits: 1 }] : []),
    ]),
  )
}

const FOUR: Someone[] = [
  { id: 1, member: true, returned: true },
  { id: 2, member: true },
  { id: 3, returned: true },
  { id: 4 },
]

describe('return-lift', () => {
  test('members 1 of 2, controls 1 of 2: no difference, ratio 1, too few to judge', async () => {
    await insertTrials(FOUR)
    const { overall } = await ask(MATURE)
    expect(overall).toMatchObject({ state: 'few', value: 0, numerator: 1, denominator: 2, verdict: 'insufficient' })
    expect(overall.parts).toMatchObject({
      p1: 0.5,
      p0: 0.5,
      rr: 1,
      level: 'L0',
      coverage: 1,
      essControls: 2,
      naiveRr: 1,
    })
    expect(overall.parts?.reasons).toEqual(['members-below-100', 'controls-below-100', 'events-below-10'])
  })

  test('one day earlier nobody is mature: immature until 2025-01-30, and no number', async () => {
    await insertTrials(FOUR)
    const { overall } = await ask('2025-01-29')
    expect(overall).toMatchObject({ state: 'immature', value: null, denominator: 0, maturesOn: MATURE })
    expect(overall.parts).toMatchObject({ waiting: 2, reasons: ['follow-up-below-12-months'] })
  })

  test('nobody at all: empty; no visits loaded: not covered, not zero', async () => {
    expect((await ask(MATURE)).overall).toMatchObject({ state: 'not_covered', missing: 'his/visits', value: null })
    await marts.cover()
    expect((await ask(MATURE)).overall).toMatchObject({ state: 'empty', value: null, verdict: 'insufficient' })
  })

  test('a member without a control in the stratum is not matched: coverage 1 of 2 persons at every level', async () => {
    await insertTrials([...FOUR.slice(0, 1), { id: 5, member: true, department: 'eye' }, ...FOUR.slice(2)])
    const { overall } = await ask(MATURE)
    expect(overall).toMatchObject({ denominator: 1 })
    expect(overall.parts).toMatchObject({ coverage: 0.5, level: 'L4', eligiblePersons: 2, matchedPersons: 1 })
    expect(overall.notes).toContain('coverage-below-80')
  })

  test('who is staff by the end of the as-of day is out, member or control; who becomes staff later is in', async () => {
    await insertTrials([...FOUR, { id: 5, returned: true, staffFrom: '2025-01-30 23:59:59' }])
    expect((await ask(MATURE)).overall.parts).toMatchObject({ controls: 2 })
    await marts.insert(person, [{ personId: 6, staffFrom: '2025-01-31 00:00:00' }])
    await marts.insert(liftTrial, [{ personId: 6, vDay: V, department: 'derma', isNew: true }])
    expect((await ask(MATURE)).overall.parts).toMatchObject({ controls: 3 })
  })

  test('two visits of a merged person are two trials in one cluster, one person in the coverage', async () => {
    await insertTrials(FOUR)
    await marts.insert(liftTrial, [
      { personId: 1, vDay: '2023-12-20', isMember: true, returned: true, department: 'derma', isNew: true },
      { personId: 3, vDay: '2023-12-20', department: 'derma', isNew: true },
    ])
    const { overall } = await ask(MATURE)
    expect(overall).toMatchObject({ numerator: 2, denominator: 3 })
    expect(overall.parts).toMatchObject({ matchedPersons: 2, eligibleTrials: 3, eligiblePersons: 2 })
  })

  test('the lists are the numerator and the rest of the denominator, with the window of each trial', async () => {
    await insertTrials(FOUR)
    const raw = { metric: 'return-lift', asOf: MATURE }
    const found = await listPeople(marts.engine, raw, 'in')
    expect(found).toEqual([
      {
        person: 'P0000000001',
        name: null,
        disease: 'unknown',
        group: null,
        channel: null,
        dates: {
          visit: V,
          joined: '2024-01-05',
          windowFrom: '2024-01-31',
          windowTo: '2025-01-30',
          returned: '2024-03-01',
        },
      },
    ])
    expect((await listPeople(marts.engine, raw, 'out')).map((r) => r.person)).toEqual(['P0000000002'])
    await expect(listPeople(marts.engine, raw, 'immature')).rejects.toThrow("no list 'immature'")
  })

  test('by department: an exploratory figure each; a department that nobody is mature in waits', async () => {
    await insertTrials(FOUR)
    await marts.insert(person, [{ personId: 9, firstJoinAt: '2024-06-02 09:00:00' }])
    await marts.insert(liftTrial, [{ personId: 9, vDay: '2024-06-01', isMember: true, department: 'eye' }])
    const { groups } = await ask(MATURE, { by: 'department' })
    expect(groups).toMatchObject([
      { key: 'derma', state: 'few', numerator: 1, denominator: 2 },
      { key: 'eye', state: 'immature', value: null, maturesOn: '2025-06-30' },
    ])
    expect(groups?.[0]).not.toHaveProperty('verdict')
  })

  test('without referral records there is no placebo, and it says so', async () => {
    await insertTrials(FOUR)
    const other = await openTestMarts()
    await other.cover(['his/visits', 'wecom/members'])
    await other.insert(person, [{ personId: 1, firstJoinAt: '2024-01-05 09:00:00' }, { personId: 2 }])
    await other.insert(liftTrial, [
      { personId: 1, vDay: V, isMember: true },
      { personId: 2, vDay: V },
    ])
    const { overall } = await answerMetric(other.engine, 'test', { metric: 'return-lift', asOf: MATURE })
    other.close()
    expect(overall.parts?.placebo).toBeNull()
    expect(overall.notes).toContain('no-placebo')
  })

  test('no events anywhere: no ratio, no p, no Holm, MDE 0', async () => {
    await insertTrials([{ id: 1, member: true }, { id: 2, member: true }, { id: 3 }])
    const { overall } = await ask(MATURE)
    expect(overall).toMatchObject({ value: 0, low: 0, high: 0 })
    expect(overall.parts).toMatchObject({
      rr: null,
      rrLow: null,
      p: null,
      holmP: null,
      cmh: null,
      mde80: 0,
      maxSmd: 0,
      eValue: null,
    })
    expect(overall.parts?.reasons).toContain('ratio-undefined')
  })

  test('naive ratio: 1 of 2 members against 1 of 4 others who came back within a year of the first visit = 2', async () => {
    await insertTrials([...FOUR, { id: 5 }, { id: 6 }])
    expect((await ask(MATURE)).overall.parts?.naiveRr).toBe(2)
  })

  test('naive ratio: a return on the day a year after the first visit is outside', async () => {
    await insertTrials(FOUR)
    await marts.insert(person, [{ personId: 7, firstVisitDay: '2023-01-01', secondVisitDay: '2024-01-01' }])
    await marts.insert(patientDay, [{ personId: 7, day: '2023-01-01', visits: 1 }])
    expect((await ask(MATURE)).overall.parts?.naiveRr).toBe(1.5)
  })
})
