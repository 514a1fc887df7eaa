import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { feedStatus, revenueDay } from '../../warehouse/schema.ts'
import { openTestMarts, type TestMarts } from '../../warehouse/test-marts.ts'
import { answerMetric, listPeople } from '../answer.ts'
import { openWorld } from '../shared/test-world.ts'

let marts: TestMarts
const PAYERS = Array.from({ length: 11 }, (_, i) => `p${String(i + 1).padStart(2, '0')}`)

/** Eleven payers of 100, 200 … 1,100 yuan; one with a refund only, one who left. */
beforeEach(async () => {
  const start = '2025-01-01 09:00:00'
  marts = await openWorld({
    spells: [
      ...PAYERS.map((who) => [who, 'GA', start] as const),
      ['refund', 'GA', start],
      ['left', 'GA', start, '2026-06-30 23:00:00'],
    ],
  })
  const paid = (personId: number, day: string, amountFen: number) => ({ personId, day, restatedDay: day, amountFen })
  await marts.insert(revenueDay, [
    ...PAYERS.map((_, i) => paid(i + 1, '2026-03-01', (i + 1) * 10_000)),
    // Before the year, before the join, after the as-of, of a refund only, of somebody who left: none of these counts.
    paid(1, '2025-06-30', 900_000),
    paid(2, '2024-12-31', 900_000),
    paid(3, '2026-07-01', 900_000),
    paid(12, '2026-03-01', -5000),
    paid(13, '2026-03-01', 900_000),
  ])
})
afterEach(() => marts.close())

const ask = (asOf = '2026-06-30', where: [string, string][] = []) =>
  answerMetric(marts.engine, 'test', { metric: 'high-value', asOf, where })

describe('high-value', () => {
  test('top tenth of 11 payers: 2 places, 1,100 + 1,000 of 6,600 yuan = .3182; the least of them 1,000', async () => {
    const { overall } = await ask()
    expect(overall).toMatchObject({ state: 'few', numerator: 210_000, denominator: 660_000 })
    expect(overall.value).toBeCloseTo(2100 / 6600, 12)
    expect(overall.parts).toMatchObject({ people: 2, payers: 11, pool: 12, threshold: 100_000 })
    const raw = { metric: 'high-value', asOf: '2026-06-30' }
    const rows = await listPeople(marts.engine, raw, 'in')
    expect(rows.map((row) => [row.person, row.dates.place, row.dates.revenueYuan])).toEqual([
      ['p11', 1, 1100],
      ['p10', 2, 1000],
    ])
    expect(await listPeople(marts.engine, raw, 'out')).toHaveLength(9)
  })

  test('the linearised interval by hand: (x − q)·[x ≥ q] + q·2/11 − S·x over the mean', async () => {
    const { overall } = await ask()
    const x = PAYERS.map((_, i) => (i + 1) * 10_000)
    const [q, share] = [100_000, 2100 / 6600]
    const z = x.map((v) => Math.max(0, v - q) + (q * 2) / 11 - share * v)
    const variance = z.reduce((sum, v) => sum + v * v, 0) / 10
    const se = Math.sqrt(variance / 11) / (660_000 / 11)
    expect(overall.low).toBeCloseTo(share - 1.959963984540054 * se, 12)
    expect(overall.high).toBeCloseTo(share + 1.959963984540054 * se, 12)
  })

  test('charges known for less than a year: said in a note; nobody paid: empty', async () => {
    await marts.insert(feedStatus, [{ feed: 'his/charges', isCovered: true, rows: 1, firstDay: '2025-07-02' }])
    expect((await ask()).overall.notes).toEqual(['short-history'])
    expect((await ask('2026-07-01')).overall.notes).toEqual([])
    expect((await ask('2025-03-01')).overall).toMatchObject({ state: 'empty', value: null })
  })

  test('no charges loaded: not covered', async () => {
    const other = await openTestMarts()
    await other.cover(['wecom/members'])
    const { overall } = await answerMetric(other.engine, 'test', { metric: 'high-value', asOf: '2026-06-30' })
    other.close()
    expect(overall).toMatchObject({ state: 'not_covered', missing: 'his/charges' })
  })
})
