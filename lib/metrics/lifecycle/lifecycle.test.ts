import { afterEach, expect, test } from 'vitest'
import type { TestMarts } from '../../warehouse/test-marts.ts'
import { understand } from '../answer.ts'
import type { MetricQuery, RoomAnswer } from '../metric.ts'
import { openMiniWorld } from '../shared/mini-world.ts'
import { openWorld, type World } from '../shared/test-world.ts'
import { definition } from './definition.ts'
import { room } from './room.ts'

let marts: TestMarts
afterEach(() => marts.close())

interface Rest {
  where?: readonly (readonly [string, string])[]
  by?: string
  from?: string
  to?: string
}

function question(asOf: string, rest: Rest = {}): MetricQuery {
  return understand(definition, { metric: 'lifecycle', asOf, ...rest })
}

function ask(asOf: string, rest: Rest = {}): Promise<RoomAnswer> {
  return room.answer(marts.engine, question(asOf, rest))
}

/** One person a class in March 2025, all active or not as the name says. */
const CLASSES: World = {
  spells: [
    ['new', 'G', '2025-03-01 00:00:00'],
    ['newGone', 'G', '2025-03-10 10:00:00', '2025-03-20 10:00:00'],
    ['retained', 'G', '2025-01-01 08:00:00'],
    ['woken', 'G', '2025-01-01 08:00:00'],
    ['dormant', 'G', '2025-02-28 23:59:59'],
    ['lost', 'G', '2025-01-01 08:00:00', '2025-03-31 23:59:59'],
    ['lostLater', 'G', '2025-01-01 08:00:00', '2025-04-01 00:00:00'],
    ['dismissed', 'X', '2025-01-01 08:00:00', '2025-03-15 12:00:00', 'dismissed'],
    ['back', 'G', '2025-01-01 08:00:00', '2025-02-10 08:00:00'],
    ['back', 'G', '2025-03-05 08:00:00'],
    ['away', 'G', '2025-01-01 08:00:00', '2025-02-10 08:00:00'],
    ['passing', 'G', '2025-01-01 08:00:00', '2025-02-10 08:00:00'],
    ['passing', 'G', '2025-03-05 08:00:00', '2025-03-06 08:00:00'],
  ],
  active: [
    ['retained', 'G', '2025-02-28'],
    ['retained', 'G', '2025-03-31'],
    ['woken', 'G', '2025-01-31'],
    ['woken', 'G', '2025-03-01'],
    ['dormant', 'G', '2025-04-01'],
    ['lost', 'G', '2025-03-02'],
    ['lostLater', 'G', '2025-03-02', 'A3'],
    ['back', null, '2025-03-06'],
  ],
}

test('March: 2 new, 1 retained, 2 resurrected (woken, back), 2 dormant (one reads only, leaves at midnight), 1 lost', async () => {
  marts = await openWorld(CLASSES)
  const { overall } = await ask('2025-03-31')
  const counts = { new: 2, retained: 1, resurrected: 2, dormant: 2, lost: 1, dismissed: 1, rejoined: 1, members: 6 }
  expect(overall).toMatchObject({ state: 'few', numerator: 3, denominator: 5, value: 3 / 5, parts: counts })
  expect(overall.parts?.month).toBe('2025-03')
})

test('the lists are the two sides of the share', async () => {
  marts = await openWorld(CLASSES)
  const names = async (state: 'in' | 'out') =>
    (await room.people?.(marts.engine, question('2025-03-31'), state))?.map((r) => [r.person, r.dates.class])
  expect(await names('in')).toEqual([
    ['back', 'resurrected'],
    ['retained', 'retained'],
    ['woken', 'resurrected'],
  ])
  expect(await names('out')).toEqual([
    ['dormant', 'dormant'],
    ['lostLater', 'dormant'],
  ])
})

test('a month that is not over has counts and no share; the figure is that of the month before', async () => {
  marts = await openWorld(CLASSES)
  const { overall, series } = await ask('2025-04-15')
  expect(overall.parts?.month).toBe('2025-03')
  expect(series).toHaveLength(12)
  expect(series?.[0]?.period).toBe('2024-05')
  const april = {
    period: '2025-04',
    state: 'immature',
    value: null,
    maturesOn: '2025-04-30',
    notes: ['partial-period'],
  }
  expect(series?.at(-1)).toMatchObject({ ...april, parts: { lost: 1, resurrected: 1 } })
})

test('months before the first join are empty; a period names its months', async () => {
  marts = await openWorld(CLASSES)
  const { series, overall } = await ask('2025-04-15', { from: '2024-12-15', to: '2025-02-01' })
  expect(series?.map((s) => [s.period, s.state])).toEqual([
    ['2024-12', 'empty'],
    ['2025-01', 'empty'],
    ['2025-02', 'few'],
  ])
  expect(overall).toMatchObject({ numerator: 1, parts: { month: '2025-02', lost: 3, new: 1 } })
})

test('every month: members = members before + new who stayed + rejoined − lost − dismissed', async () => {
  marts = await openWorld(CLASSES)
  const { series } = await ask('2025-04-30', { from: '2025-01-01', to: '2025-04-30' })
  const rows = (series ?? []).map((s) => s.parts as Record<string, number>)
  const newGone = [0, 0, 1, 0]
  rows.forEach((row, i) => {
    const before = rows[i - 1]?.members ?? 0
    const flows = Number(row.new) - Number(newGone[i]) + Number(row.rejoined) - Number(row.lost) - Number(row.dismissed)
    expect(row.members).toBe(before + flows)
  })
})

test('the small world in March: M1 V1 M4 M5 active (none in February), M7 only reads, M2 lost, M3 new', async () => {
  marts = await openMiniWorld()
  const { overall, groups } = await ask('2025-03-31', { by: 'group' })
  expect(overall).toMatchObject({
    numerator: 4,
    denominator: 5,
    parts: { new: 1, resurrected: 4, dormant: 1, lost: 1 },
  })
  // In G2 M3 is new and gone again, M5 earlier and active.
  expect(groups?.[1]).toMatchObject({ key: 'G2', numerator: 1, denominator: 1, parts: { new: 1, lost: 0, members: 1 } })
})

test('nobody: empty; before the first month is over: immature', async () => {
  marts = await openWorld({ spells: [['P', 'G', '2025-03-10 10:00:00']] })
  expect((await ask('2025-02-28')).overall).toMatchObject({ state: 'empty', value: null })
  const running = await ask('2025-04-10', { from: '2025-04-01', to: '2025-04-10' })
  expect(running.overall).toMatchObject({ state: 'immature', value: null, maturesOn: '2025-04-30' })
})
