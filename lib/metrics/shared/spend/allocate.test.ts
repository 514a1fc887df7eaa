import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { costOf, largestRemainder, spendByChannel, spendByMonth, totalSpend } from './allocate.ts'

const joins = (channel: string, joined: number, month = '2025-08', group: string | null = null) => ({
  month,
  group_id: group,
  channel,
  joins: joined,
})

describe('largest remainder', () => {
  test('100.00 over 3 + 5 + 1 + 3 joins: 25.00, 41.6667, 8.3333, 25.00: the cent goes to the largest fraction', () => {
    const shares = largestRemainder(
      10_000,
      new Map([
        ['desk', 3],
        ['douyin', 5],
        ['gzh', 1],
        ['unknown', 3],
      ]),
    )
    expect(Object.fromEntries(shares)).toEqual({ desk: 2500, douyin: 4167, gzh: 833, unknown: 2500 })
  })

  test('equal fractions: the smaller id first; nobody joined: all of it is unknown', () => {
    expect(
      Object.fromEntries(
        largestRemainder(
          100,
          new Map([
            ['c', 1],
            ['a', 1],
            ['b', 1],
          ]),
        ),
      ),
    ).toEqual({ a: 34, b: 33, c: 33 })
    expect(Object.fromEntries(largestRemainder(500, new Map()))).toEqual({ unknown: 500 })
  })

  test('the shares add up to the amount, and none is a fen or more from its exact share', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e13, max: 1e13 }),
        fc.dictionary(fc.string({ minLength: 1 }), fc.integer({ min: 1, max: 1e5 }), { minKeys: 1, maxKeys: 9 }),
        (amount, weights) => {
          const shares = largestRemainder(amount, new Map(Object.entries(weights)))
          const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0)
          expect([...shares.values()].reduce((sum, share) => sum + share, 0)).toBe(amount)
          for (const [key, share] of shares) {
            expect(Math.abs(share - (amount / total) * (weights[key] ?? 0))).toBeLessThan(1.01)
          }
        },
      ),
    )
  })
})

describe('spend by channel', () => {
  test('media, direct with and without a group, shared by the month, a group’s cost by its own joins', () => {
    const cost = { month: '2025-08', group_id: null }
    const spends = spendByChannel({
      media: [
        { month: '2025-08', channel: 'gzh', amount: 600, blanks: 0 },
        { month: '2025-09', channel: 'gzh', amount: 100, blanks: 0 },
      ],
      costs: [
        { ...cost, channel: 'gzh', amount: 50 },
        { ...cost, channel: 'desk', group_id: 'GA', amount: 20 },
        { ...cost, channel: null, amount: 100 },
        { ...cost, channel: null, group_id: 'GA', amount: 9 },
        { ...cost, month: '2025-09', channel: null, amount: 11 },
      ],
      joins: [joins('gzh', 3), joins('desk', 1), joins('desk', 2, '2025-08', 'GA')],
    })
    expect(spends).toEqual([
      { channel: 'desk', joins: 1, media: 0, direct: 20, shared: 25 + 9 },
      { channel: 'gzh', joins: 3, media: 700, direct: 50, shared: 75 },
      { channel: 'unknown', joins: 0, media: 0, direct: 0, shared: 11 },
    ])
    expect(costOf(totalSpend(spends))).toBe(700 + 50 + 20 + 100 + 9 + 11)
  })

  test('one blank day makes the channel’s cost unknown, and the total’s', () => {
    const spends = spendByChannel({
      media: [
        { month: '2025-08', channel: 'douyin', amount: 700, blanks: 1 },
        { month: '2025-09', channel: 'douyin', amount: 700, blanks: 0 },
        { month: '2025-08', channel: 'gzh', amount: 5, blanks: 0 },
      ],
      costs: [],
      joins: [],
    })
    expect(spends.map(costOf)).toEqual([null, 5])
    expect(costOf(totalSpend(spends))).toBe(null)
  })

  test('month by month: the months add up to the whole, to the fen, whatever is shared over whom', () => {
    const month = fc.constantFrom('2025-07', '2025-08', '2025-09')
    const channel = fc.constantFrom('a', 'b', 'c')
    const fen = fc.integer({ min: 0, max: 1e9 })
    const none = fc.constant(null)
    fc.assert(
      fc.property(
        fc.array(fc.record({ month, channel, amount: fen, blanks: fc.constant(0) })),
        fc.array(fc.record({ month, channel: fc.option(channel), group_id: none, amount: fen })),
        fc.uniqueArray(fc.record({ month, channel, group_id: none, joins: fc.integer({ min: 1, max: 99 }) }), {
          selector: (row) => row.month + row.channel,
        }),
        (media, costs, joined) => {
          const rows = { media, costs, joins: joined }
          const whole = spendByChannel(rows)
          const months = [...spendByMonth(rows).values()].flat()
          const all = [...media, ...costs].reduce((sum, row) => sum + row.amount, 0)
          expect(costOf(totalSpend(whole))).toBe(all)
          expect(costOf(totalSpend(months))).toBe(all)
          for (const { channel: one, ...spend } of whole) {
            expect(totalSpend(months.filter((m) => m.channel === one))).toEqual(spend)
          }
        },
      ),
    )
  })
})
