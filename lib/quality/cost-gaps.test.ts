import { expect, test } from 'vitest'
import { channel, channelDay } from '../warehouse/schema.ts'
import { openTestMarts } from '../warehouse/test-marts.ts'
import { queryCostGaps } from './cost-gaps.ts'

test('blank costs by channel: dy 3 days from 06-01 to 06-05, of which 2 known on 06-04; a zero is no gap', async () => {
  const marts = await openTestMarts()
  await marts.insert(channel, [{ channel: 'dy', name: '抖音' }])
  await marts.insert(channelDay, [
    { channel: 'dy', day: '2026-06-01' },
    { channel: 'dy', day: '2026-06-02', costFen: 0 },
    { channel: 'dy', day: '2026-06-03' },
    { channel: 'dy', day: '2026-06-05' },
    { channel: 'gzh', day: '2026-06-03', costFen: 100 },
  ])
  expect(await queryCostGaps(marts.engine, '2026-06-30')).toEqual([
    { channel: 'dy', label: '抖音', days: 3, firstDay: '2026-06-01', lastDay: '2026-06-05' },
  ])
  expect(await queryCostGaps(marts.engine, '2026-06-04')).toMatchObject([{ days: 2, lastDay: '2026-06-03' }])
  marts.close()
})
