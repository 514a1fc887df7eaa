import fc from 'fast-check'
import { expect, test } from 'vitest'
import { entrySchema, fenOf, yuanOf } from './cost-entry.ts'

const cost = { kind: 'cost', month: '2026-05', category: 'labour', channel: '', amount: '12.5' }

test('12.5 yuan are 1250 fen; blank channel, group and item are none', () => {
  expect(entrySchema.parse(cost)).toEqual({
    ...{ kind: 'cost', month: '2026-05', category: 'labour', amountFen: 1250, channel: null, group: null, item: null },
  })
})

test.each([
  [{ amount: '0' }, 'more than 0'],
  [{ amount: '1.234' }, 'amount in yuan'],
  [{ amount: '-5' }, 'amount in yuan'],
  [{ amount: '100000001' }, 'at most'],
  [{ month: '2026-13' }, 'a month like'],
  [{ category: 'media' }, 'expected one of'],
])('%o is refused', (change, why) => {
  const { error } = entrySchema.safeParse({ ...cost, ...change })
  expect(error?.issues[0]?.message).toContain(why)
})

test('a benefit without an assumption is refused', () => {
  const benefit = { kind: 'benefit', month: '2026-05', name: '品牌', amount: '5' }
  expect(entrySchema.safeParse({ ...benefit, assumption: ' ' }).success).toBe(false)
  expect(entrySchema.safeParse({ ...benefit, assumption: 'CPM' }).success).toBe(true)
})

test('fen to yuan and back loses nothing', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 1e10 }), (fen) => fenOf(yuanOf(fen)) === fen))
})
