import { expect, test } from 'vitest'
import { riskArrow } from '../../../lib/risk/arrow.ts'
import type { RiskRow } from '../../../lib/risk/list.ts'
import { filtered, readRows, statusCounts } from './rows.ts'

const row = (person: string, more: Partial<RiskRow> = {}, dates: RiskRow['dates'] = {}): RiskRow => ({
  ...{ person, name: '张*', disease: 'diabetes', group: 'G', channel: null, status: 'open', owner: null },
  ...{ contactedOn: null, snoozedUntil: null },
  ...more,
  dates: { rules: 'silent-60d', valueBand: 'low', overdueDays: 3, lastVisit: null, ...dates },
})

test('a list goes through Arrow and back: words, numbers, and what is missing', () => {
  const rows = readRows(
    riskArrow([
      row('P1', { name: null, owner: '李娜' }, { overdueDays: null, glucoseCv: 40.5, lastVisit: '2026-01-02' }),
      row('P2', { status: 'booked' }, { nextBooking: '2026-07-01' }),
    ]),
  )
  expect(rows.length).toBe(2)
  expect(['name', 'owner', 'lastVisit', 'nextBooking'].map((c) => [rows.text(c, 0), rows.text(c, 1)])).toEqual([
    [null, '张*'],
    ['李娜', null],
    ['2026-01-02', null],
    [null, '2026-07-01'],
  ])
  expect([rows.number('overdueDays', 0), rows.number('overdueDays', 1), rows.number('glucoseCv', 0)]).toEqual([
    null,
    3,
    40.5,
  ])
})

test('statuses add up to all, inside a value band too; a filter keeps the order of the list', () => {
  const bands = ['high', 'low', 'low', 'none']
  const rows = readRows(
    riskArrow(bands.map((valueBand, i) => row(`P${i}`, { status: i === 1 ? 'snoozed' : 'open' }, { valueBand }))),
  )
  expect(statusCounts(rows, null)).toMatchObject({ all: 4, open: 3, snoozed: 1 })
  expect(statusCounts(rows, 'low')).toMatchObject({ all: 2, open: 1, snoozed: 1 })
  const words = (at: number) => rows.text('person', at)?.toLowerCase() ?? ''
  expect(filtered(rows, { status: 'open', band: null, search: '' }, words)).toEqual([0, 2, 3])
  expect(filtered(rows, { status: 'all', band: 'low', search: 'P2' }, words)).toEqual([2])
})

test('no rows: an empty list that can be read', () => {
  expect(readRows(riskArrow([])).length).toBe(0)
})
