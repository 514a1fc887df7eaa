import { describe, expect, test } from 'vitest'
import { brokenLimits, type FeedLoad, unbalanced } from './limits.ts'

const load = (read: number, quarantined: number, setAside = 0): FeedLoad => ({
  read,
  loaded: read - quarantined,
  duplicate: 0,
  superseded: 0,
  quarantined,
  setAside,
})
const figures = (feeds: Record<string, FeedLoad>) => ({ feeds, inForce: {}, inForceBefore: {} })

describe('quarantine', () => {
  test('20 of 1000 rows are the 2 % that is allowed, 21 are more', () => {
    expect(brokenLimits(figures({ 'his/visits': load(1000, 20) }))).toEqual([])
    expect(brokenLimits(figures({ 'his/visits': load(1000, 21) }))).toEqual([
      'his/visits: 21 of 1000 rows (2.1 %) are in quarantine, more than 2.0 %',
    ])
  })

  test('rows set aside on purpose count neither as bad nor as read: 500 of 1000 filtered, then 10 of 500 are 2 %', () => {
    expect(brokenLimits(figures({ a: load(1000, 510, 500) }))).toEqual([])
    expect(brokenLimits(figures({ a: load(1000, 511, 500) }))).toHaveLength(1)
  })

  test('an empty feed and one that is all set aside break nothing', () => {
    expect(brokenLimits(figures({ a: load(0, 0), b: load(7, 7, 7) }))).toEqual([])
  })
})

describe('rows in force', () => {
  const fall = (before: number, now: number) =>
    brokenLimits({ feeds: {}, inForce: { a: now }, inForceBefore: { a: before, empty: 0 } })

  test('from 1000 to 801 is a fall of 19.9 %, to 800 one of 20 %', () => {
    expect(fall(1000, 801)).toEqual([])
    expect(fall(1000, 800)).toEqual(['a: 800 rows where the last snapshot has 1000, a fall of 20.0 %'])
  })

  test('growth, and a feed that is new, break nothing; one that vanished does', () => {
    expect(fall(10, 20)).toEqual([])
    expect(brokenLimits({ feeds: {}, inForce: { b: 5 }, inForceBefore: { a: 3 } })).toHaveLength(1)
  })
})

test('accounts: 10 read = 5 + 2 + 1 + 2 adds up, 10 read = 5 + 2 + 1 + 1 does not', () => {
  const balanced = { read: 10, loaded: 5, duplicate: 2, superseded: 1, quarantined: 2 }
  expect(unbalanced({ a: balanced, b: { ...balanced, quarantined: 1 } })).toEqual([
    'b: 10 rows read, but 5 loaded + 2 duplicate + 1 superseded + 1 quarantined',
  ])
})
