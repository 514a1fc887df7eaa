import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { rowsOf, stageOf } from '../conform/stage-fixture.ts'
import { mergedIntervals } from './membership.ts'
import { personId, type Warehouse, warehouseOf } from './warehouse-fixture.ts'

let warehouse: Warehouse

const stay = (
  group_id: string,
  member_id: string,
  joined_at: string,
  left_at: string | null = null,
  rest: object = {},
) => ({
  group_id,
  member_id,
  joined_at,
  left_at,
  ...rest,
})

beforeAll(async () => {
  warehouse = await warehouseOf({
    'wecom/groups': [{ group_id: 'GC', created_at: '2025-04-20 09:00:00', dismissed_at: '2025-09-01 12:00:00' }],
    'wecom/members': [
      stay('GA', 'e02', '2025-08-31 10:00:00', '2026-02-28 10:00:00'),
      stay('GA', 'e03', '2025-08-31 10:00:00', '2026-02-28 10:00:01'),
      stay('GA', 'e06', '2025-07-15 11:00:00', '2025-10-10 10:00:00'),
      stay('GA', 'e06', '2025-10-10 15:00:00'),
      stay('GB', 'e07', '2025-08-01 08:00:00'),
      stay('GA', 'e07', '2025-08-05 08:00:00', '2025-10-05 08:00:00'),
      stay('GA', 'e09', '2025-07-01 10:00:00', '2025-07-01 10:00:00'),
      stay('GA', 'e10', '2025-01-05 08:00:00', '2025-06-01 08:00:00'),
      stay('GA', 'e10', '2025-03-01 08:00:00'),
      stay('GA', 'e12', '2025-02-01 09:00:00'),
      stay('GB', 'e12', '2025-09-01 09:00:00', null, { role: 'staff' }),
      stay('GC', 'e24', '2025-05-01 08:00:00'),
      stay('GC', 'left-before', '2025-05-01 08:00:00', '2025-08-01 08:00:00'),
      stay('GC', 'left-at-dismissal', '2025-05-01 08:00:00', '2025-09-01 12:00:00'),
      stay('GC', 'left-after', '2025-05-01 08:00:00', '2025-09-02 08:00:00'),
      stay('GC', 'joined-at-dismissal', '2025-09-01 12:00:00'),
      stay('GC', 'joined-after', '2025-09-03 08:00:00'),
      stay('GC', 'moved', '2025-05-01 08:00:00'),
      stay('GA', 'moved', '2025-08-01 08:00:00', '2025-10-01 08:00:00'),
      stay('GA', 'e34', '2025-07-14 09:00:00', '2025-10-06 00:00:00'),
      stay('GA', 'touching', '2025-01-01 08:00:00', '2025-02-01 08:00:00'),
      stay('GA', 'touching', '2025-02-01 08:00:00', '2025-03-01 08:00:00'),
      stay('GA', 'unknown-role', '2025-01-01 08:00:00', null, { role: 'angel' }),
      stay('GA', 'volunteer', '2025-01-02 08:00:00', null, { role: 'volunteer' }),
      stay('GA', 'family', '2025-01-03 08:00:00', null, { role: 'family' }),
    ],
  })
})

const spells = (id: string) =>
  warehouse.lines(
    `select group_id, start_at, end_at, last_day, ended_by from spell where person_id = ${personId(id)} order by group_id, start_at`,
  )
const stays = (id: string) =>
  warehouse.lines(`select start_at, end_at, ended_by from stay where person_id = ${personId(id)} order by start_at`)

test('the invariants of the build hold', () => {
  expect(warehouse.failed).toEqual([])
})

describe('spells', () => {
  test('E02 leaves at 2026-02-28 10:00:00, E03 one second later', async () => {
    expect(await spells('e02')).toEqual(['GA 2025-08-31 10:00:00 2026-02-28 10:00:00 2026-02-28 leave'])
    expect(await spells('e03')).toEqual(['GA 2025-08-31 10:00:00 2026-02-28 10:00:01 2026-02-28 leave'])
  })

  test('E06 leaves at 10:00 and is back at 15:00: two spells', async () => {
    expect(await spells('e06')).toEqual([
      'GA 2025-07-15 11:00:00 2025-10-10 10:00:00 2025-10-10 leave',
      'GA 2025-10-10 15:00:00 - - -',
    ])
  })

  test('E09: a stay of no length is none', async () => {
    expect(await spells('e09')).toEqual([])
    expect(
      await warehouse.lines(`select first_join_at, member_role_from from person where person_id = ${personId('e09')}`),
    ).toEqual(['- 2025-07-01 10:00:00'])
  })

  test('E10: [01-05, 06-01) and [03-01, open) are one open spell from 01-05', async () => {
    expect(await spells('e10')).toEqual(['GA 2025-01-05 08:00:00 - - -'])
  })

  test('touching stays [01-01, 02-01) and [02-01, 03-01) are one', async () => {
    expect(await spells('touching')).toEqual(['GA 2025-01-01 08:00:00 2025-03-01 08:00:00 2025-03-01 leave'])
  })

  test('E34 leaves at 00:00 of 10-06: the last day is 10-05', async () => {
    expect(await spells('e34')).toEqual(['GA 2025-07-14 09:00:00 2025-10-06 00:00:00 2025-10-05 leave'])
  })

  test('E24: the dismissal ends what is open at it, and nothing else', async () => {
    expect(await spells('e24')).toEqual(['GC 2025-05-01 08:00:00 2025-09-01 12:00:00 2025-09-01 dismissed'])
    expect(await spells('left-after')).toEqual(['GC 2025-05-01 08:00:00 2025-09-01 12:00:00 2025-09-01 dismissed'])
    expect(await spells('left-before')).toEqual(['GC 2025-05-01 08:00:00 2025-08-01 08:00:00 2025-08-01 leave'])
    expect(await spells('left-at-dismissal')).toEqual(['GC 2025-05-01 08:00:00 2025-09-01 12:00:00 2025-09-01 leave'])
    expect(await spells('joined-at-dismissal')).toEqual([])
    expect(await spells('joined-after')).toEqual(['GC 2025-09-03 08:00:00 - - -'])
  })
})

describe('stays', () => {
  test('E07 leaves GA and stays in GB: one open stay from the first join', async () => {
    expect(await stays('e07')).toEqual(['2025-08-01 08:00:00 - -'])
  })

  test('dismissed from GC on 09-01, left GA on 10-01: the leave ends the stay', async () => {
    expect(await stays('moved')).toEqual(['2025-05-01 08:00:00 2025-10-01 08:00:00 leave'])
  })
})

describe('roles', () => {
  const roles = (id: string) =>
    warehouse.lines(`select staff_from, member_role_from, volunteer_from from person where person_id = ${personId(id)}`)

  test('E12: a member from 2025-02-01, staff from 2025-09-01; the staff row makes no spell', async () => {
    expect(await roles('e12')).toEqual(['2025-09-01 09:00:00 2025-02-01 09:00:00 -'])
    expect(await spells('e12')).toEqual(['GA 2025-02-01 09:00:00 - - -'])
  })

  test('a role that nobody knows is staff; volunteers and family are members', async () => {
    expect(await roles('unknown-role')).toEqual(['2025-01-01 08:00:00 - -'])
    expect(await spells('unknown-role')).toEqual([])
    expect(await roles('volunteer')).toEqual(['- 2025-01-02 08:00:00 2025-01-02 08:00:00'])
    expect(await roles('family')).toEqual(['- 2025-01-03 08:00:00 -'])
  })
})

test('merged intervals cover the same hours as the stays they come from, and never meet', async () => {
  const connection = await stageOf({})
  const hours = fc.tuple(fc.nat(20), fc.integer({ min: 1, max: 8 }), fc.constantFrom('leave', 'dismissed', null))
  await fc.assert(
    fc.asyncProperty(fc.array(hours, { minLength: 1, maxLength: 8 }), async (intervals) => {
      const at = (hour: number) => `timestamp '2025-01-01' + interval ${hour} hour`
      const values = intervals.map(([start, length, reason]) => {
        const end = reason === null ? 'null' : at(start + length)
        return `(1, ${at(start)}, ${end}, ${reason === null ? 'null' : `'${reason}'`})`
      })
      const source = `(values ${values.join(', ')}) t(person_id, start_at, end_at, ended_by)`
      const rows = await rowsOf(
        connection,
        `select date_diff('hour', timestamp '2025-01-01', start_at)::integer as a,
           date_diff('hour', timestamp '2025-01-01', end_at)::integer as b, ended_by
         from (${mergedIntervals(source, ['person_id'])}) order by start_at`,
      )
      const merged = rows.map((r) => ({ a: Number(r.a), b: r.b === null ? Infinity : Number(r.b), reason: r.ended_by }))
      for (let hour = 0; hour < 40; hour++) {
        const before = intervals.some(([a, length, reason]) => a <= hour && (reason === null || hour < a + length))
        expect(merged.some((m) => m.a <= hour && hour < m.b)).toBe(before)
      }
      for (const [i, interval] of merged.entries()) {
        expect(interval.a).toBeGreaterThan(merged[i - 1]?.b ?? -1)
        expect(interval.reason === null).toBe(interval.b === Infinity)
      }
    }),
    { numRuns: 60 },
  )
})
