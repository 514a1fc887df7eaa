import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { contentEvent, push } from '../../warehouse/schema.ts'
import { openTestMarts, type TestMarts } from '../../warehouse/test-marts.ts'
import { answerMetric, listPeople } from '../answer.ts'
import type { GroupFigure } from '../metric.ts'
import { openWorld, type Spell } from '../shared/test-world.ts'

let marts: TestMarts
afterEach(() => marts.close())

interface Question {
  asOf?: string
  where?: [string, string][]
  from?: string
  to?: string
}

/** By group, the week 2026-06-01 to 06-07 unless said otherwise. */
const ask = (more: Question = {}) =>
  answerMetric(marts.engine, 'test', {
    ...{ metric: 'push-pressure', asOf: '2026-06-30', by: 'group', from: '2026-06-01', to: '2026-06-07', ...more },
  })
const groupOf = async (key: string, more: Question = {}): Promise<GroupFigure | undefined> =>
  (await ask(more)).groups?.find((g) => g.key === key)
const list = (where: [string, string][] = []) =>
  listPeople(
    marts.engine,
    { metric: 'push-pressure', asOf: '2026-06-30', from: '2026-06-01', to: '2026-06-07', where },
    'in',
  )

const sent = (pushId: string, sentAt: string, more: Partial<typeof push.$inferInsert> = {}) => ({
  ...{ pushId, groupId: 'GA', type: 'article', topic: 'diet', isTracked: true, sentAt },
  ...more,
})

describe('one push to five people, 2026-06-02 09:00', () => {
  beforeEach(async () => {
    marts = await openWorld({
      spells: [
        ['ann', 'GA', '2026-01-01 09:00:00'],
        ['bob', 'GA', '2026-01-01 09:00:00', '2026-06-04 08:59:59'],
        ['cai', 'GA', '2026-01-01 09:00:00', '2026-06-04 09:00:00'],
        ['dan', 'GA', '2026-01-01 09:00:00', '2026-06-03 09:00:00', 'dismissed'],
        ['eve', 'GA', '2026-06-02 09:00:01', '2026-06-02 12:00:00'],
        ['fay', 'GA', '2026-01-01 09:00:00', '2026-06-02 09:00:00'],
        ['gus', 'GB', '2026-06-01 00:00:00'],
        ['staff', 'GA', '2026-01-01 09:00:00', '2026-06-02 10:00:00'],
      ],
      people: { staff: { staffFrom: '2026-02-01 00:00:00' } },
    })
    await marts.insert(push, [sent('u1', '2026-06-02 09:00:00')])
  })

  test('reached: Ann, Bob, Cai, Dan (Fay left at that instant, Eve came after it); Bob left in 47:59:59, Cai at 48 h is out, Dan’s group ended: 1/4', async () => {
    const group = await groupOf('GA')
    expect(group).toMatchObject({ state: 'few', numerator: 1, denominator: 4, value: 1 / 4 })
    expect((await list()).map((row) => [row.person, row.dates.leftAt])).toEqual([['bob', '2026-06-04 08:59:59']])
    // Cai, Eve and Fay left at other times than within 48 hours of a push that they got.
    expect(group?.parts).toMatchObject({ pushes: 1, deliveries: 4, quitsWithin: 1, quitsOutside: 3 })
  })

  test('time: within 48 h + 47:59:59 + 48 h + 24 h; all the week: 168 + 80.9997 + 81 + 57 + 3 − 1 s + 33 h', async () => {
    const group = await groupOf('GA')
    const within = 48 + (48 - 1 / 3600) + 48 + 24
    const all = 168 + (81 - 1 / 3600) + 81 + 57 + (3 - 1 / 3600) + 33
    expect(group?.parts?.memberWeeks).toBeCloseTo(all / 168, 9)
    expect(group?.parts?.sendsPerWeek).toBeCloseTo(4 / (all / 168), 9)
    expect(group?.parts?.perThousandWithin).toBeCloseTo(1000 / (within / 168), 6)
    expect(group?.parts?.perThousandOutside).toBeCloseTo(3000 / ((all - within) / 168), 6)
    const ratio = (1 / within / (3 / (all - within))) as number
    expect(group?.parts?.quitRatio).toMatchObject({ value: expect.closeTo(ratio, 9) })
    expect(await groupOf('GB')).toMatchObject({ state: 'empty', parts: { deliveries: 0, level: 'none' } })
  })

  test('a second push on 06-03 09:00: Bob’s leave belongs to it alone, and time is not counted twice', async () => {
    await marts.insert(push, [sent('u2', '2026-06-03 09:00:00', { isTracked: false, title: '满减' })])
    const group = await groupOf('GA')
    // u1 reached four; Dan is gone at the instant of u2, which reaches Ann, Bob and Cai, and Cai now leaves within 48 h.
    expect(group).toMatchObject({ numerator: 2, denominator: 7 })
    expect((await list()).map((row) => [row.person, row.dates.push])).toEqual([
      ['cai', '满减'],
      ['bob', '满减'],
    ])
    const within = 24 * 4 + 48 + (24 - 1 / 3600) + 24
    expect(group?.parts?.perThousandWithin).toBeCloseTo(2000 / (within / 168), 6)
    expect(group?.parts).toMatchObject({ openOf: 4, quitsOutside: 2 })
  })

  test('48 hours are not past on 06-03: no rate, but the deliveries are known', async () => {
    const early = await groupOf('GA', { asOf: '2026-06-03', to: '2026-06-03' })
    expect(early).toMatchObject({ state: 'empty', denominator: 0, parts: { deliveries: 4, quitsWithin: 0 } })
    expect((await groupOf('GA', { asOf: '2026-06-04', to: '2026-06-04' }))?.denominator).toBe(4)
  })

  test('opens within 48 hours only; without a source of opens nothing is said about them', async () => {
    await marts.insert(contentEvent, [
      { eventId: 'e1', pushId: 'u1', personId: 1, kind: 'open', at: '2026-06-04 08:59:59' },
      { eventId: 'e2', pushId: 'u1', personId: 2, kind: 'open', at: '2026-06-04 09:00:00' },
      { eventId: 'e3', pushId: 'u1', personId: 3, kind: 'click', at: '2026-06-02 10:00:00' },
    ])
    expect((await groupOf('GA'))?.parts).toMatchObject({ open: { value: 1 / 4 }, openOf: 4 })
    const other = await openTestMarts()
    await other.cover(['community/pushes', 'wecom/members'])
    const { overall } = await answerMetric(other.engine, 'test', { metric: 'push-pressure', asOf: '2026-06-30' })
    expect(overall).toMatchObject({ state: 'empty', parts: { open: null } })
    other.close()
    const none = await openTestMarts()
    await none.cover(['wecom/members'])
    const missing = await answerMetric(none.engine, 'test', { metric: 'push-pressure', asOf: '2026-06-30' })
    expect(missing.overall).toMatchObject({ state: 'not_covered', missing: 'community/pushes' })
    none.close()
  })
})

describe('the verdict', () => {
  /** 100 members of `GA`, all week. */
  const crowd: Spell[] = Array.from({ length: 100 }, (_, i) => [`m${i}`, 'GA', '2026-01-01 00:00:00'])
  /** Pushes on days of June and May, each opened by some. */
  const pushes = async (days: readonly string[], openers: number, prefix: string) => {
    await marts.insert(
      push,
      days.map((day, i) => sent(`${prefix}${i}`, `${day} 09:00:00`)),
    )
    const opens = days.flatMap((day, i) =>
      Array.from({ length: openers }, (_, k) => ({
        ...{ eventId: `${prefix}${i}-${k}`, pushId: `${prefix}${i}`, personId: k + 1, kind: 'open' },
        at: `${day} 10:00:00`,
      })),
    )
    await marts.insert(contentEvent, opens)
  }
  const week = ['2026-06-01', '2026-06-03', '2026-06-05', '2026-06-07']
  const before = ['2026-05-25', '2026-05-27']
  const verdict = async (where: [string, string][] = []) => {
    const { level, signals } = (await groupOf('GA', { where }))?.parts ?? {}
    return [level, signals]
  }

  beforeEach(async () => {
    marts = await openWorld({ spells: crowd })
  })

  test('4 a week opened by 2 % [1.0, 3.9] where 5 % is the least: a graveyard', async () => {
    await pushes(week, 2, 'u')
    expect(await verdict()).toEqual(['graveyard', ['often', 'unopened']])
    expect(await verdict([['floor', '0.01']])).toEqual(['watch', ['often']])
    expect(await verdict([['sends', '4']])).toEqual(['watch', ['unopened']])
  })

  test('4 a week opened by 10 %, the week before by 30 %: a warning; 2 a week: only watched', async () => {
    await pushes(week, 10, 'u')
    await pushes(before, 30, 'b')
    expect(await verdict()).toEqual(['warning', ['often', 'falling']])
    expect(await verdict([['sends', '5']])).toEqual(['watch', ['falling']])
  })

  test('4 a week opened by 30 % as before: watched as often only; once a week: nothing', async () => {
    await pushes(week.slice(0, 1), 30, 'u')
    await pushes(before, 30, 'b')
    expect(await verdict()).toEqual(['none', []])
  })

  test('ten leaves, nine in the 48 h after the one push of the week (2/7 of the time): ratio 22.5, a signal; three of three: too few', async () => {
    marts.close()
    const leaves = (count: number, at: string): Spell[] =>
      Array.from({ length: count }, (_, i) => [`q${at}${i}`, 'GA', '2026-01-01 00:00:00', `2026-06-${at}:00:00`])
    marts = await openWorld({ spells: [...crowd, ...leaves(9, '02 10'), ...leaves(1, '06 10')] })
    await marts.insert(push, [sent('u1', '2026-06-01 00:00:00', { isTracked: false })])
    const parts = (await groupOf('GA'))?.parts
    expect(parts).toMatchObject({ quitsWithin: 9, quitsOutside: 1, level: 'watch', signals: ['quits'] })
    marts.close()
    marts = await openWorld({ spells: [...crowd, ...leaves(3, '02 10')] })
    await marts.insert(push, [sent('u1', '2026-06-01 00:00:00', { isTracked: false })])
    expect((await groupOf('GA'))?.parts).toMatchObject({ quitsWithin: 3, quitsOutside: 0, level: 'none' })
  })
})
