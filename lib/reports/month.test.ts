import { describe, expect, test } from 'vitest'
import { askings, commandOf } from './calls.ts'
import { monthHolding, monthsUpTo, reportMonth } from './month.ts'

describe('the month of a report', () => {
  test('a day stands for its month; the last day of a month that is over, else the last loaded day', () => {
    expect(monthHolding('2026-02-10', '2026-07-15')).toMatchObject({
      month: '2026-02',
      asOf: '2026-02-28',
      isFinished: true,
    })
    expect(monthHolding('2026-07-01', '2026-07-15')).toMatchObject({ asOf: '2026-07-15', isFinished: false })
    expect(monthHolding('2026-07-01', '2026-07-31')).toMatchObject({ asOf: '2026-07-31', isFinished: true })
  })

  test('without a day: the last month that is over', () => {
    expect(reportMonth(undefined, '2026-07-30').month).toBe('2026-06')
    expect(reportMonth(undefined, '2026-07-31').month).toBe('2026-07')
    expect(reportMonth('2026-07-30', '2026-07-30')).toMatchObject({ month: '2026-07', isFinished: false })
  })

  test('months to choose from, over a new year', () => {
    const months = monthsUpTo('2026-01-15', 3)
    expect(months.map(({ month, isFinished }) => [month, isFinished])).toEqual([
      ['2026-01', false],
      ['2025-12', true],
      ['2025-11', true],
    ])
  })
})

describe('the questions of a month', () => {
  const question = (id: string, day = '2026-05-31', through = '2026-07-15') =>
    askings(monthHolding(day, through)).find((asking) => asking.id === id)?.question

  test('figures of the month, and those of the whole month before', () => {
    expect(question('pool')).toMatchObject({ asOf: '2026-05-31', from: '2026-05-01', to: '2026-05-31' })
    expect(question('pool@before')).toMatchObject({ asOf: '2026-04-30', from: '2026-04-01', to: '2026-04-30' })
  })

  test('those whose 90 days are over joined three months before: also after February', () => {
    expect(question('funnel-joined')).toMatchObject({ from: '2026-02-01', to: '2026-02-28' })
  })

  test('a month that is not over has no costs of its own', () => {
    expect(question('cac-month')).toBeDefined()
    expect(question('cac-month', '2026-07-15')).toBeUndefined()
    expect(question('cac', '2026-07-15')).toBeDefined()
  })

  test('each is written as the command line takes it', () => {
    const asked = { metric: 'retention', asOf: '2026-05-31', parameters: { months: '6' }, by: 'cohort' }
    expect(commandOf(asked, [['group', "it's 1"]])).toBe(
      "longrun metric retention --as-of 2026-05-31 --where months=6 --where 'group=it'\\''s 1' --by cohort",
    )
  })
})
