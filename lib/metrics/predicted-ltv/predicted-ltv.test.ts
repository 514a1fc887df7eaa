import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { simulateBuyers } from '../../stats/examples/simulated-buyers.ts'
import { patientDay, person, revenueDay } from '../../warehouse/schema.ts'
import { openTestMarts, type TestMarts } from '../../warehouse/test-marts.ts'
import { answerMetric, listPeople, type RawQuestion } from '../answer.ts'
import { addDays } from '../shared/days.ts'
import { numberOf, partOf, recordOf, recordsIn, recordsOf } from '../shared/highlights.ts'

let marts: TestMarts
let next = 1
beforeEach(async () => {
  next = 1
  marts = await openTestMarts()
  await marts.cover()
})
afterEach(() => marts.close())

interface Patient extends Partial<typeof person.$inferInsert> {
  name: string
  visits?: readonly string[]
  money?: readonly (readonly [day: string, fen: number])[]
}

async function add(patients: readonly Patient[]): Promise<void> {
  const numbered = patients.map((patient) => ({ id: next++, ...patient }))
  await marts.insert(
    person,
    numbered.map(({ id, name, visits: _, money: __, ...columns }) => ({
      ...{ personId: id, personKey: name, firstJoinAt: '2025-01-01 10:00:00', channelFirst: 'unknown', disease: 'a' },
      ...columns,
    })),
  )
  const days = numbered.flatMap(({ id, visits = [] }) => visits.map((day) => ({ personId: id, day, visits: 1 })))
  if (days.length > 0) await marts.insert(patientDay, days)
  const money = numbered.flatMap(({ id, money = [] }) =>
    money.map(([day, amountFen]) => ({ personId: id, day, restatedDay: day, amountFen })),
  )
  if (money.length > 0) await marts.insert(revenueDay, money)
}

const ask = (asOf: string, more: Omit<RawQuestion, 'metric' | 'asOf'> = {}) =>
  answerMetric(marts.engine, 'S', {
    ...{ metric: 'predicted-ltv', asOf, ...more },
    where: [['horizon', '30'], ...(more.where ?? [])],
  })

/** Somebody of the hospital who never joined: the data begin with them. */
const BEGIN: Patient = {
  ...{ name: 'stranger', firstJoinAt: null, visits: ['2025-04-01'] },
  money: [['2025-04-01', 5]],
}

/**
 * H = 30, as-of 2025-06-30: horizons 05-02 … 05-31 and 06-01 … 06-30. Everybody came once, on 04-20, and paid 100.
 * Of 40, `first` pay 24 in the first horizon and `second` pay 30 in the second.
 */
function forty(first: number, second: number, more: Partial<Patient> = {}, prefix = 'p'): Patient[] {
  return Array.from({ length: 40 }, (_, i) => ({
    ...{ name: `${prefix}${String(i).padStart(2, '0')}`, visits: ['2025-04-20'], ...more },
    money: [
      ['2025-04-20', 100] as const,
      ...(i < first ? [['2025-05-10', 24] as const] : []),
      ...(i < second ? [['2025-06-30', 30] as const] : []),
    ],
  }))
}

describe('cells', () => {
  test('20 of 40 like people paid 30: mean 15 to come; a horizon earlier 20·24/40 = 12 was foretold and 15 came', async () => {
    await add([BEGIN, ...forty(20, 20)])
    const { overall } = await ask('2025-06-30')
    expect(overall).toMatchObject({ state: 'ok', value: 15, numerator: 600, denominator: 40, low: null })
    expect(overall.parts).toMatchObject({ method: 'cells', levels: { 'disease-fine': 40 }, total: 0.8 })
    const holdout = recordOf(overall, 'holdout')
    expect(holdout).toMatchObject({ from: '2025-06-01', to: '2025-06-30', people: 40, predicted: 12, actual: 15 })
    // 20 people off by 18, 20 by 12.
    expect(recordsIn(holdout, 'scores')[0]).toMatchObject({ method: 'cells', net: { mae: 15, ratio: 0.8 } })
    expect(recordsIn(holdout, 'byFrequency')).toMatchObject([{ x: 0, people: 40, actual: { net: 15, visits: 0 } }])
  })

  test('a cell of 29 gives way to all diseases: (600 + 600)/69', async () => {
    const others = forty(40, 20, { disease: 'b' }, 'q').slice(0, 29)
    await add([BEGIN, ...forty(20, 20), ...others])
    const { overall, groups } = await ask('2025-06-30', { by: 'disease' })
    const pooled = (20 * 30 + 20 * 30) / 69
    expect(groups).toMatchObject([
      { key: 'a', state: 'ok', value: 15 },
      { key: 'b', state: 'few', denominator: 29, parts: { levels: { 'all-fine': 29 } } },
    ])
    expect(groups?.[1]?.value).toBeCloseTo(pooled, 9)
    expect(overall.value).toBeCloseTo((29 * pooled + 40 * 15) / 69, 9)
    expect((await ask('2025-06-30', { where: [['disease', 'a']] })).overall).toMatchObject({
      value: 15,
      denominator: 40,
    })
  })

  test('200 people: 15 ± 1.96·√(s²/200 + s²/200), s² = 15²·200/199', async () => {
    await add([BEGIN, ...['p', 'q', 'r', 's', 't'].flatMap((prefix) => forty(20, 20, {}, prefix))])
    const { overall } = await ask('2025-06-30')
    const half = 1.959963984540054 * Math.sqrt((2 * 225 * 200) / 199 / 200)
    expect(overall.low).toBeCloseTo(15 - half, 9)
    expect(overall.high).toBeCloseTo(15 + half, 9)
    expect(recordOf(overall, 'holdout').high).toBeGreaterThan(12)
  })

  test('not in it: staff, test patients, the dead of before, who joined later; who never came has a cell of their own', async () => {
    const never = Array.from({ length: 30 }, (_, i) => ({ name: `n${i}` }))
    await add([
      BEGIN,
      ...forty(20, 20),
      ...never,
      { name: 'staff', visits: ['2025-04-20'], staffFrom: '2025-03-01 00:00:00', money: [['2025-06-02', 9e6]] },
      { name: 'test', visits: ['2025-04-20'], isTest: true, money: [['2025-06-02', 9e6]] },
      { name: 'dead', visits: ['2025-04-20'], deceasedOn: '2025-04-30' },
      { name: 'later', firstJoinAt: '2025-07-01 09:00:00', visits: ['2025-04-20'] },
    ])
    const { overall } = await ask('2025-06-30')
    expect(overall).toMatchObject({ denominator: 70, numerator: 600 })
    const raw = { metric: 'predicted-ltv', asOf: '2025-06-30' }
    const people = await listPeople(marts.engine, raw, 'in')
    expect(people).toHaveLength(70)
    expect(people[0]?.dates).toEqual({ joinedOn: '2025-01-01', lastVisitOn: '2025-04-20', visits: 1 })
  })
})

describe('what may be shown', () => {
  test('a holdout total off by more than a quarter (8/40·24 = 4.8 of 15): nothing is predicted', async () => {
    await add([BEGIN, ...forty(8, 20)])
    const { overall } = await ask('2025-06-30')
    expect(overall).toMatchObject({ state: 'ok', value: null, verdict: 'not_shown', notes: ['total-off'] })
    expect(recordOf(overall, 'holdout')).toMatchObject({ predicted: 4.8, actual: 15 })
  })

  test('three horizons of data: first visit 04-01, 90 days later is 06-29; and 30 people two horizons ago', async () => {
    await add([BEGIN, ...forty(20, 20)])
    expect((await ask('2025-06-28')).overall).toMatchObject({ state: 'immature', value: null, maturesOn: '2025-06-29' })
    expect((await ask('2025-06-29')).overall.state).toBe('ok')
    expect((await ask('2025-06-30', { where: [['horizon', '90']] })).overall.maturesOn).toBe('2025-12-26')
  })

  test('the thirtieth joined on 05-20: 60 days later is 07-19', async () => {
    const late = { firstJoinAt: '2025-05-20 09:00:00' }
    await add([BEGIN, ...forty(20, 20).slice(0, 29), ...forty(20, 20, late, 'q')])
    expect((await ask('2025-06-30')).overall).toMatchObject({ state: 'immature', maturesOn: '2025-07-19' })
  })

  test('nobody is empty, a handful few, no charges empty', async () => {
    expect((await ask('2025-06-30')).overall).toMatchObject({ state: 'empty', value: null })
    await add([{ name: 'one' }])
    expect((await ask('2025-06-30')).overall).toMatchObject({ state: 'few', value: null, denominator: 1 })
    await add(Array.from({ length: 40 }, (_, i) => ({ name: `q${i}`, visits: ['2025-01-05'] })))
    expect((await ask('2025-06-30')).overall).toMatchObject({ state: 'empty', value: null, denominator: 41 })
  })
})

describe('nothing behind the cut', () => {
  test('days after the as-of change nothing', async () => {
    await add([BEGIN, ...forty(20, 20)])
    const before = await ask('2025-06-30', { by: 'disease' })
    await marts.insert(patientDay, [{ personId: 2, day: '2025-07-01' }])
    await marts.insert(revenueDay, [{ personId: 2, day: '2025-07-01', restatedDay: '2025-06-20', amountFen: 9e6 }])
    await add(forty(40, 40, { firstJoinAt: '2025-07-01 00:00:00' }, 'later'))
    expect(await ask('2025-06-30', { by: 'disease' })).toEqual(before)
  })

  test('the past horizon changes what came in the holdout, not what was foretold for it', async () => {
    await add([BEGIN, ...forty(20, 20)])
    const { predicted, actual } = recordOf((await ask('2025-06-30')).overall, 'holdout')
    await marts.insert(patientDay, [{ personId: 2, day: '2025-06-01' }])
    await marts.insert(revenueDay, [{ personId: 2, day: '2025-06-01', restatedDay: '2025-06-01', amountFen: 40 }])
    const changed = recordOf((await ask('2025-06-30')).overall, 'holdout')
    expect(changed.predicted).toBe(predicted)
    expect(changed.actual).toBeCloseTo(Number(actual) + 1, 9)
  })
})

describe('BG/NBD and Gamma–Gamma', () => {
  const ASKED = 720
  const dayOf = (at: number) => addDays('2023-01-01', Math.floor(at))

  /** People who come and pay as the models take people to; what they do after day 720 is in the marts too. */
  async function addBuyers(count: number): Promise<{ visits: number; net: number }> {
    const buyers = simulateBuyers({ r: 1.2, alpha: 90, a: 0.5, b: 4 }, { p: 4, q: 4, v: 6000 }, count, 540, 11)
    const patients = buyers.map((buyer, i) => {
      const first = 540 - buyer.T
      const visits = [...new Set([first, ...buyer.times.map((at) => first + at)].map(dayOf))]
      const paid = Math.round(buyer.mean || 8000)
      const money = visits.map((day) => [day, paid] as const)
      return { name: `P${String((i * 7919) % 100_003)}`, firstJoinAt: `${dayOf(first)} 08:00:00`, visits, money }
    })
    await add(patients)
    const [after, until] = [dayOf(ASKED), dayOf(ASKED + 90)]
    const later = patients.flatMap(({ money }) => money.filter(([day]) => day > after && day <= until))
    return { visits: later.length / count, net: later.reduce((sum, [, fen]) => sum + fen, 0) / count }
  }

  test('used where every gate is passed; its mean is within 10 % of what really came', async () => {
    const came = await addBuyers(1500)
    const { overall, groups } = await ask(dayOf(ASKED), { where: [['horizon', '90']], by: 'disease' })
    expect(recordsOf(overall, 'gates').map(({ id, isPassed }) => [id, isPassed])).toEqual(
      ['regularity', 'independence', 'fit', 'mae-visits', 'mae-net', 'bias-visits', 'bias-net'].map((id) => [id, true]),
    )
    expect(overall.parts?.method).toBe('bgnbd')
    expect(Math.abs((overall.value ?? 0) / came.net - 1)).toBeLessThan(0.1)
    expect(Math.abs((partOf(overall, 'visits') ?? 0) / came.visits - 1)).toBeLessThan(0.1)
    expect(groups).toMatchObject([{ key: 'a', denominator: 1500 }])
    expect(groups?.[0]?.value).toBeCloseTo(overall.value ?? 0, 6)
    const byFrequency = recordsIn(recordOf(overall, 'holdout'), 'byFrequency')
    expect(byFrequency.map((row) => row.x)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    expect(byFrequency.reduce((sum, row) => sum + (numberOf(row, 'people') ?? 0), 0)).toBe(1500)
  })

  test('people who come every fourteen days, give or take two: too regular, so the cells are used', async () => {
    await add(
      Array.from({ length: 120 }, (_, i) => {
        const visits = Array.from({ length: 30 }, (_, k) => dayOf((i % 14) + k * 14 + ((k * (i + 3)) % 5) - 2 + 3))
        return {
          name: `r${i}`,
          firstJoinAt: `${dayOf(20)} 08:00:00`,
          visits,
          money: visits.map((day) => [day, 100] as const),
        }
      }),
    )
    const { overall } = await ask(dayOf(400), { where: [['horizon', '90']] })
    const regularity = recordsOf(overall, 'gates')[0]
    expect(regularity).toMatchObject({ id: 'regularity', limit: 1.5, isPassed: false })
    expect(Number(regularity?.value)).toBeGreaterThan(1.5)
    expect(overall.parts?.method).toBe('cells')
  })
})
