import { expect, test } from 'vitest'
import { TooMany, takeToken } from './rate.ts'

test('three a minute: the fourth waits, a third of a minute brings one back, names do not share', () => {
  const take = (now: number, name = 'a') => takeToken(`test ${name}`, 3, now)
  for (let i = 0; i < 3; i++) take(0)
  expect(() => take(0)).toThrow(TooMany)
  take(0, 'b')
  take(20_000)
  expect(() => take(20_000)).toThrow(TooMany)
})
