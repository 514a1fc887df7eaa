import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { person, reading } from '../../warehouse/schema.ts'
import { openTestMarts, type TestMarts } from '../../warehouse/test-marts.ts'
import { answerMetric, listPeople } from '../answer.ts'

let marts: TestMarts
beforeEach(async () => {
  marts = await openTestMarts()
  await marts.cover()
})
afterEach(() => marts.close())

const ask = (asOf: string, more: { by?: string; where?: [string, string][] } = {}) =>
  answerMetric(marts.engine, 'test', { metric: 'health', asOf, ...more })

let readings = 0
const measure = (personId: number, day: string, value: number, more: { method?: string; metric?: string } = {}) => {
  readings += 1
  const readingId = `r${String(readings).padStart(4, '0')}`
  return { readingId, personId, metric: 'hba1c', value, measuredAt: `${day} 08:00:00`, method: 'lab', ...more }
}
const join = (personId: number, day = '2025-06-30') => ({ personId, firstJoinAt: `${day} 09:00:00` })

describe('health', () => {
  test('9.0 → 7.5, 8.4 → 7.8, 7.9 → 8.1: (−1.5 − 0.6 + 0.2)/3 with t(2); a baseline alone is missing', async () => {
    await marts.insert(person, [join(1), join(2), join(3), join(4)])
    await marts.insert(reading, [
      ...[measure(1, '2025-06-30', 9), measure(1, '2025-12-30', 7.5), measure(2, '2025-06-30', 8.4)],
      ...[measure(2, '2025-12-30', 7.8), measure(3, '2025-06-30', 7.9), measure(3, '2025-12-30', 8.1)],
      measure(4, '2025-06-30', 8.8),
    ])
    const { overall } = await ask('2026-06-30')
    expect(overall.state).toBe('few')
    expect(overall.value).toBeCloseTo(-19 / 30, 12)
    expect(overall.low).toBeCloseTo(-2.746067751959277, 9)
    expect(overall.parts).toMatchObject({ n: 3, missing: 1 })
    expect(overall.parts?.baseline).toBeCloseTo(25.3 / 3, 12)
    expect(overall.parts?.latest).toBeCloseTo(7.8, 12)
  })

  test('windows: baseline from −90 to +14 days, latest ±60 days, ends in; equally near: the earlier', async () => {
    await marts.insert(
      person,
      [1, 2, 3, 4].map((id) => join(id)),
    )
    await marts.insert(reading, [
      ...[measure(1, '2025-04-01', 9), measure(1, '2025-10-31', 8)],
      ...[measure(2, '2025-03-31', 9), measure(2, '2025-12-30', 8)],
      ...[measure(3, '2025-07-14', 7), measure(3, '2025-06-16', 9), measure(3, '2026-02-28', 8)],
      ...[measure(4, '2025-07-15', 9), measure(4, '2026-03-01', 8)],
    ])
    const { overall } = await ask('2026-06-30')
    expect(overall).toMatchObject({ denominator: 2, value: -1, parts: { baseline: 9, latest: 8, missing: 0 } })
  })

  test('mature once join day + 6 months + 60 days, 2026-02-28, is reached', async () => {
    await marts.insert(person, [join(1)])
    await marts.insert(reading, [measure(1, '2025-06-30', 9), measure(1, '2025-12-30', 8)])
    expect((await ask('2026-02-27')).overall).toMatchObject({ state: 'immature', value: null, maturesOn: '2026-02-28' })
    expect((await ask('2026-02-28')).overall).toMatchObject({ state: 'few', value: -1, low: null })
    const rows = await listPeople(marts.engine, { metric: 'health', asOf: '2026-02-27' }, 'immature')
    expect(rows.map((row) => row.dates.maturesOn)).toEqual(['2026-02-28'])
  })

  test('laboratory values unless asked otherwise; other readings, later facts, staff and test patients do not count', async () => {
    await marts.insert(person, [
      join(1),
      { ...join(2), isTest: true },
      { ...join(3), staffFrom: '2026-01-01 00:00:00' },
    ])
    await marts.insert(reading, [
      ...[measure(1, '2025-06-30', 9, { method: 'self' }), measure(1, '2025-12-30', 8)],
      ...[2, 3].flatMap((id) => [measure(id, '2025-06-30', 9), measure(id, '2025-12-30', 8)]),
      measure(1, '2025-06-30', 150, { metric: 'sbp' }),
    ])
    expect((await ask('2026-06-30')).overall).toMatchObject({ state: 'empty', value: null, denominator: 0 })
    expect((await ask('2026-06-30', { where: [['method', 'any']] })).overall).toMatchObject({
      value: -1,
      denominator: 1,
    })
  })

  test('a cohort waits for its last member, a disease does not', async () => {
    await marts.insert(person, [
      { ...join(1, '2025-06-01'), disease: 'diabetes' },
      { ...join(2, '2025-06-30'), disease: 'diabetes' },
    ])
    await marts.insert(reading, [
      ...[measure(1, '2025-06-01', 9), measure(1, '2025-12-01', 8)],
      ...[measure(2, '2025-06-30', 9), measure(2, '2025-12-30', 7)],
    ])
    expect((await ask('2026-02-27', { by: 'cohort' })).groups).toMatchObject([
      { key: '2025-06', state: 'immature', maturesOn: '2026-02-28', denominator: 1 },
    ])
    expect((await ask('2026-02-27', { by: 'disease' })).groups).toMatchObject([{ key: 'diabetes', value: -1 }])
  })

  test('by band of the baseline, a border above: 7.0 is 7–8, 9.4 is ≥9; moves and lists add up to the pairs', async () => {
    await marts.insert(
      person,
      [1, 2, 3, 4].map((id) => join(id)),
    )
    await marts.insert(reading, [
      ...[measure(1, '2025-06-30', 7), measure(1, '2025-12-30', 6.9)],
      ...[measure(2, '2025-06-30', 9.4), measure(2, '2025-12-30', 8)],
      ...[measure(3, '2025-06-30', 6.5), measure(3, '2025-12-30', 7.2)],
      measure(4, '2025-06-30', 9),
    ])
    const { overall, groups } = await ask('2026-06-30', { by: 'band' })
    expect(groups?.map((g) => [g.key, g.label, g.denominator, g.parts?.missing])).toEqual([
      ['0', '<7', 1, 0],
      ['1', '7–8', 1, 0],
      ['3', '≥9', 1, 1],
    ])
    expect(overall.parts).toMatchObject({ lower: 2, higher: 1, same: 0 })
    const { groups: ways } = await ask('2026-06-30', { by: 'band-flow' })
    expect(ways?.map((g) => [g.key, g.label, g.numerator, g.denominator])).toEqual([
      ['0>1', '<7 → 7–8', 1, 1],
      ['1>0', '7–8 → <7', 1, 1],
      ['3>2', '≥9 → 8–9', 1, 1],
    ])
    const raw = { metric: 'health', asOf: '2026-06-30' }
    expect(await listPeople(marts.engine, raw, 'in')).toHaveLength(overall.denominator ?? -1)
    expect((await listPeople(marts.engine, raw, 'out')).map((row) => row.dates.baseline)).toEqual([9])
    const high = { ...raw, where: [['band', '3']] as [string, string][] }
    expect((await listPeople(marts.engine, high, 'in')).map((row) => row.dates.latest)).toEqual([8])
  })

  test('no readings loaded: not covered', async () => {
    const other = await openTestMarts()
    await other.cover(['wecom/members'])
    const { overall } = await answerMetric(other.engine, 'test', { metric: 'health', asOf: '2026-06-30' })
    other.close()
    expect(overall).toMatchObject({ state: 'not_covered', missing: 'community/readings' })
  })
})
