import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { booking, patientDay } from '../../warehouse/schema.ts'
import { openTestMarts, type TestMarts } from '../../warehouse/test-marts.ts'
import { answerMetric, listPeople } from '../answer.ts'
import { addDays } from '../shared/days.ts'
import { openWorld } from '../shared/test-world.ts'
import { snapshotDays } from './snapshots.ts'

const AS_OF = '2026-10-31'
const PEOPLE = 160

/** Park–Miller: the same draws on every run. */
function draws(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
}

/**
 * People who come every 20 to 40 days until a day of their own. With `books` half of the visits to come are booked: a
 * booking says that one comes, its absence little, so that it takes both a booking and recency to tell.
 */
async function hospital(books: boolean): Promise<TestMarts> {
  const draw = draws(7)
  const names = Array.from({ length: PEOPLE }, (_, i) => `p${i}`)
  const marts = await openWorld({
    spells: names.map((name) => [name, 'GA', '2024-10-01 09:00:00']),
    people: Object.fromEntries(
      names.map((name) => [name, { disease: 'diabetes', firstJoinDay: '2024-10-01', firstVisitDay: '2024-10-01' }]),
    ),
    calendar: ['2024-01-01', '2026-12-31'],
  })
  const visits: { personId: number; day: string; visits: number }[] = []
  const booked: { personId: number; bookedAt: string; bookedDay: string; slotDay: string; status: string }[] = []
  for (let personId = 1; personId <= PEOPLE; personId++) {
    const stops = addDays('2025-04-01', Math.floor(draw() * 600))
    for (let day = '2024-10-01'; day <= AS_OF && day < stops; ) {
      visits.push({ personId, day, visits: 1 })
      const next = addDays(day, 20 + Math.floor(draw() * 21))
      if (books && next < stops && draw() < 0.5) {
        booked.push({ personId, bookedAt: `${day} 12:00:00`, bookedDay: day, slotDay: next, status: 'booked' })
      }
      day = next
    }
  }
  await marts.insert(patientDay, visits)
  if (booked.length > 0) await marts.insert(booking, booked)
  return marts
}

const ask = (marts: TestMarts, asOf = AS_OF) => answerMetric(marts.engine, 'T', { metric: 'return-risk', asOf })

test('as of 10-31 labels of 07-31 are mature (+ 90 = 10-29); training ends before 05-31: 02-28 + 90 = 05-29', () => {
  const { train, test: judged } = snapshotDays(AS_OF, '2020-01-01')
  expect(judged).toEqual(['2026-05-31', '2026-06-30', '2026-07-31'])
  expect([train.length, train[0], train.at(-1)]).toEqual([12, '2025-03-31', '2026-02-28'])
  expect(snapshotDays('2026-10-29', '2020-01-01').test.at(-1)).toBe('2026-07-31')
  expect(snapshotDays('2026-10-28', '2020-01-01').test.at(-1)).toBe('2026-06-30')
  expect(snapshotDays(AS_OF, '2025-12-31').train).toEqual([])
})

describe('bookings tell who stops', () => {
  let marts: TestMarts
  beforeAll(async () => {
    marts = await hospital(true)
  })
  afterAll(() => marts.close())

  test('the model reads them beside recency, beats every rule of one variable, and is shipped', async () => {
    const { overall } = await ask(marts)
    const { parts } = overall
    expect(overall.state).toBe('ok')
    expect(overall.notes).toEqual([])
    expect(parts).toMatchObject({ isModelShipped: true, shipped: 'model', testTo: '2026-07-31' })
    expect(Number(parts?.auc)).toBeGreaterThan(Number(parts?.ruleAuc))
    expect(Number(parts?.brier)).toBeLessThan(Number(parts?.brierReference))
  })

  test('what happens after the as-of changes nothing', async () => {
    const before = await ask(marts, '2026-08-15')
    await marts.insert(patientDay, [{ personId: 1, day: '2026-08-16', visits: 1 }])
    await marts.insert(booking, [
      {
        personId: 2,
        bookedAt: '2026-08-16 09:00:00',
        bookedDay: '2026-08-16',
        slotDay: '2026-09-01',
        status: 'booked',
      },
    ])
    expect(await ask(marts, '2026-08-15')).toEqual(before)
  })

  test('the list has as many people as capacity asks for, the highest probability first, with reasons', async () => {
    const raw = { metric: 'return-risk', asOf: AS_OF, where: [['capacity', '20']] as [string, string][] }
    const rows = await listPeople(marts.engine, raw, 'in')
    expect(rows).toHaveLength(20)
    const chances = rows.map((row) => Number(row.dates.probability))
    expect(chances).toEqual([...chances].sort((a, b) => b - a))
    expect(rows.every((row) => row.dates.hasBooking === false)).toBe(true)
    expect(String(rows[0]?.dates.reasons)).toMatch(/recency|booking/)
  })
})

test('where nothing but recency tells, the rule is shipped and the answer says so', async () => {
  const marts = await hospital(false)
  const { overall } = await ask(marts)
  expect(overall.notes).toEqual(['rule-shipped'])
  expect(overall.value).toBe(overall.parts?.ruleAuc)
  const [first] = await listPeople(marts.engine, { metric: 'return-risk', asOf: AS_OF }, 'in')
  expect(first?.dates).toMatchObject({ probability: null, reasons: null })
  marts.close()
})

test('half a year of data: not mature; nobody at all: empty', async () => {
  const marts = await hospital(true)
  expect((await ask(marts, '2025-01-31')).overall).toMatchObject({ state: 'empty', value: null })
  marts.close()
  const nobody = await openTestMarts()
  await nobody.cover()
  expect((await ask(nobody)).overall.state).toBe('empty')
  nobody.close()
})
