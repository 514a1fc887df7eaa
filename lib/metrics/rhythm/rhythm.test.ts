import { afterEach, expect, test } from 'vitest'
import { activeHour } from '../../warehouse/schema.ts'
import { openTestMarts, type TestMarts } from '../../warehouse/test-marts.ts'
import { answerMetric, understand } from '../answer.ts'
import type { RoomAnswer } from '../metric.ts'
import { openWorld } from '../shared/test-world.ts'
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

function ask(rest: Rest = {}): Promise<RoomAnswer> {
  return room.answer(marts.engine, understand(definition, { metric: 'rhythm', asOf: '2025-03-31', ...rest }))
}

/** 2025-03-31 is a Monday, 2025-03-30 a Sunday; P is 1, Q is 2, S is staff. */
async function open(): Promise<void> {
  marts = await openWorld({
    spells: [
      ['P', 'G', '2025-01-01 08:00:00'],
      ['Q', 'H', '2025-01-01 08:00:00'],
      ['S', 'G', '2025-01-01 08:00:00'],
    ],
    people: { S: { staffFrom: '2025-03-31 08:00:00' } },
  })
  await marts.insert(activeHour, [
    { personId: 1, groupId: 'G', day: '2025-03-31', hour: 0, events: 2 },
    { personId: 2, groupId: 'H', day: '2025-03-31', hour: 0, events: 1 },
    { personId: 1, groupId: null, day: '2025-03-30', hour: 23, events: 4 },
    { personId: 3, groupId: 'G', day: '2025-03-30', hour: 23, events: 9 },
    { personId: 1, groupId: 'G', day: '2025-03-03', hour: 9, events: 7 },
    { personId: 1, groupId: 'G', day: '2025-04-01', hour: 9, events: 7 },
  ])
}

test('the last 28 days: 2 + 1 on Monday at midnight, 4 on Sunday at 23; staff and 03-03 are out', async () => {
  await open()
  const { overall, groups } = await ask({ by: 'slot' })
  expect(overall).toMatchObject({ state: 'ok', value: 7, parts: { persons: 2 } })
  expect(groups).toHaveLength(168)
  const lit = groups?.filter((g) => g.value !== 0).map((g) => [g.key, g.value, g.parts?.persons])
  expect(lit).toEqual([
    ['1-00', 3, 2],
    ['7-23', 4, 1],
  ])
})

test('weekdays and hours are the two halves of the same cells', async () => {
  await open()
  const weekday = (await ask({ by: 'weekday' })).groups?.map((g) => g.value)
  expect(weekday).toEqual([3, 0, 0, 0, 0, 0, 4])
  const hour = (await ask({ by: 'hour' })).groups?.map((g) => g.value)
  expect(hour?.length).toBe(24)
  expect([hour?.[0], hour?.[23]]).toEqual([3, 4])
})

test('a group keeps its own events; a period its own days', async () => {
  await open()
  expect((await ask({ where: [['group', 'G']] })).overall.value).toBe(2)
  expect((await ask({ from: '2025-03-03', to: '2025-03-03' })).overall.value).toBe(7)
  expect((await ask({ from: '2025-03-10', to: '2025-03-16', by: 'weekday' })).groups?.every((g) => g.value === 0)).toBe(
    true,
  )
})

test('without messages and activities there is no rhythm, not one of zeros', async () => {
  marts = await openTestMarts()
  await marts.cover(['wecom/members', 'community/surveys'])
  const answer = await answerMetric(marts.engine, 's', { metric: 'rhythm', asOf: '2025-03-31', by: 'slot' })
  expect(answer.overall).toMatchObject({ state: 'not_covered', missing: 'community/messages', value: null })
  expect(answer).not.toHaveProperty('groups')
})
