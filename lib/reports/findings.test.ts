import { describe, expect, test } from 'vitest'
import { findingsOf } from './findings.ts'
import { figure, find, type Given, group, keysOf, reportOf, slotOf } from './report.fixture.ts'

const GOAL = { above: 0.6 }
const share = (x: number, n: number, low: number, high: number): Given => ({
  ...{ numerator: x, denominator: n, value: x / n, low, high, target: GOAL },
})

describe('a checkpoint with a goal says its base and its verdict', () => {
  test.each([
    ['met', share(700, 1000, 0.67, 0.73), ['value', 'verdict.met']],
    ['met_point', share(610, 1000, 0.58, 0.64), ['value', 'verdict.met_point']],
    ['not_met', share(90, 210, 0.363, 0.497), ['value', 'verdict.not_met']],
  ] as const)('%s', (verdict, given, keys) => {
    const report = reportOf({ retention: { ...given, verdict } })
    expect(keysOf(report, 'retention')).toEqual(keys)
    expect(slotOf(report, 'retention', 'counts')).toEqual({
      ...{ numerator: given.numerator, denominator: given.denominator, base: 'people' },
    })
    expect(slotOf(report, 'retention', 'goal')).toEqual({ value: 0.6, unit: 'ratio' })
    expect(find(report, 'retention')?.calls).toEqual(['retention'])
  })

  test.each([
    ['few', { ...share(7, 12, 0.3, 0.8), state: 'few', verdict: null }, ['few'], 'result'],
    ['immature', { state: 'immature', maturesOn: '2026-12-30' }, ['immature'], 'unknown'],
    ['immature', { state: 'immature' }, ['immatureLater'], 'unknown'],
    ['not_covered', { state: 'not_covered', missing: 'wecom/members' }, ['notCovered'], 'result'],
    ['empty', { state: 'empty' }, ['empty'], 'result'],
    ['suppressed', { state: 'suppressed' }, ['suppressed'], 'result'],
  ] as const)('%s: no value is claimed, only why', (_, given, keys, kind) => {
    const report = reportOf({ activity: given as Given })
    expect(keysOf(report, 'activity')).toEqual(keys)
    expect(find(report, 'activity')?.kind).toBe(kind)
  })

  test('a verdict that was another last month is said; a month without data is no other verdict', () => {
    const now = { ...share(700, 1000, 0.67, 0.73), verdict: 'met' } as const
    const was = { ...share(610, 1000, 0.58, 0.64), verdict: 'met_point' } as const
    expect(keysOf(reportOf({ retention: now, 'retention@before': was }), 'retention')).toContain('verdictChanged')
    const silent = reportOf({ retention: now, 'retention@before': { state: 'empty' } })
    expect(keysOf(silent, 'retention')).not.toContain('verdictChanged')
  })
})

describe('a lift says what the interval allows and that it is observational', () => {
  const lift = (verdict: string, low: number, high: number, reasons: string[] = []): Given => ({
    ...{ value: (low + high) / 2, low, high, denominator: 715, verdict: verdict as Given['verdict'] },
    parts: { matchedPersons: 423, reasons },
  })
  test.each([
    ['significantly_higher', 0.03, 0.17],
    ['significantly_lower', -0.17, -0.03],
    ['not_shown', -0.02, 0.09],
  ])('%s', (verdict, low, high) => {
    const report = reportOf({ 'return-lift': lift(verdict, low, high) })
    expect(keysOf(report, 'return-lift')).toEqual(['lift', `verdict.${verdict}`, 'observational'])
    expect(slotOf(report, 'return-lift', 'interval')).toEqual({ low, high, unit: 'points' })
  })

  test('insufficient: its reasons stand beside it', () => {
    const report = reportOf({ 'referral-lift': lift('insufficient', -0.3, 0.4, ['members-below-100']) })
    expect(keysOf(report, 'referral-lift')).toEqual(['lift', 'verdict.insufficient', 'because', 'observational'])
    expect(slotOf(report, 'referral-lift', 'reasons')).toEqual({ list: [{ reason: 'members-below-100' }] })
  })

  test('of a part of the people: exploratory, no verdict', () => {
    const report = reportOf({ 'return-lift': { value: 0.1, low: -0.1, high: 0.3, verdict: null, parts: {} } })
    expect(keysOf(report, 'return-lift')).toEqual(['lift', 'exploratory', 'observational'])
  })

  test('no difference at all', () => {
    const report = reportOf({ 'return-lift': { value: null, verdict: 'insufficient', parts: { reasons: [] } } })
    expect(keysOf(report, 'return-lift')).toEqual(['liftNone', 'verdict.insufficient', 'observational'])
  })
})

describe('what moved', () => {
  const cohort = (key: string, x: number, n: number) => group(key, share(x, n, 0, 1))
  const retention = (now: [number, number], last: [number, number]) =>
    reportOf({
      retention: { ...share(666, 1000, 0.63, 0.7), groups: [cohort('2025-11', ...last), cohort('2025-12', ...now)] },
      'retention@before': share(640, 1000, 0.6, 0.67),
    })

  test('totals of two months share their people: 66.6 % after 64.0 % is up by 2.6 points, without an interval', () => {
    const report = retention([56, 70], [48, 80])
    expect(keysOf(report, 'retention-change')?.slice(0, 2)).toEqual(['movedUp', 'overlap'])
    const change = slotOf(report, 'retention-change', 'change')
    expect(change).toMatchObject({ unit: 'pointsSize' })
    expect((change as { value: number }).value).toBeCloseTo(0.026, 12)
  })

  test('cohorts of December and November come of age in June and May: 56/70 − 48/80 = +20 points (5.2 to 33.4)', () => {
    const report = retention([56, 70], [48, 80])
    expect(keysOf(report, 'retention-change')?.slice(2)).toEqual(['cohort', 'difference', 'beyondChance'])
    const difference = slotOf(report, 'retention-change', 'difference') as { value: number }
    expect(difference.value).toBeCloseTo(0.2, 12)
    const interval = find(report, 'retention-change')?.clauses.find((c) => c.key === 'difference')?.slots.interval
    expect(interval).toMatchObject({ unit: 'points' })
    expect((interval as { low: number }).low).toBeCloseTo(0.0524, 4)
    expect((interval as { high: number }).high).toBeCloseTo(0.3339, 4)
  })

  test.each([
    ['the interval holds 0', [50, 80], [48, 80], 'withinChance'],
    ['29 people are too few to say', [20, 29], [48, 80], 'fewToCompare'],
  ] as const)('%s', (_, now, last, key) => {
    expect(keysOf(retention([...now], [...last]), 'retention-change')).toContain(key)
  })

  test('a daily rate uses the errors of its cohorts: 0.30 − 0.25, se 0.03 and 0.04: ± 1.96 · 0.05', () => {
    const rate = (key: string, x: number, se: number) =>
      group(key, { ...share(x, 1000, 0, 1), parts: { se, persons: 40 } })
    const report = reportOf({
      activity: share(280, 1000, 0.2, 0.3),
      'activity-cohorts': { groups: [rate('2026-02', 250, 0.04), rate('2026-03', 300, 0.03)] },
    })
    const interval = find(report, 'activity-change')?.clauses.find((c) => c.key === 'difference')?.slots.interval
    expect((interval as { low: number }).low).toBeCloseTo(0.05 - 1.959964 * 0.05, 6)
    expect(keysOf(report, 'activity-change')).toEqual(['cohort', 'difference', 'withinChance'])
  })

  test('a change that is written as 0.0 points is none', () => {
    const report = reportOf({
      'match-rate': share(1, 2, 0, 1),
      retention: { value: 0.6603 },
      'retention@before': { value: 0.66 },
    })
    expect(keysOf(report, 'retention-change')).toEqual(['movedSame', 'overlap'])
  })

  test('the pool is counted, revenue is not called an effect', () => {
    const report = reportOf({
      pool: { value: 1381, parts: { new: 60, left: 54 } },
      'pool@before': { value: 1375 },
      revenue: { value: 54_452_00, parts: { share: 0.168, arpu: 1805.4, people: 3016 } },
      'revenue@before': { value: 56_859_00 },
    })
    expect(keysOf(report, 'pool-change')).toEqual(['pool', 'poolUp', 'counted'])
    expect(keysOf(report, 'revenue-change')).toEqual(['revenue', 'revenueDown', 'arpu', 'notCaused'])
  })
})

describe('the weakest step of the funnel', () => {
  const step = (key: string, reached: number, from: number, low: number, high: number) =>
    group(key, {
      parts: { stepRate: reached / from, stepLow: low, stepHigh: high, stepDenominator: from, dropped: from - reached },
    })
  test('262 of 1,144 book, far below the 45 % that consult', () => {
    const groups = [step('consult', 1144, 2561, 0.428, 0.466), step('book', 262, 1144, 0.206, 0.254)]
    const report = reportOf({ funnel: { groups } })
    expect(keysOf(report, 'weakest-step')).toEqual(['weakest', 'weakestApart'])
    expect(slotOf(report, 'weakest-step', 'counts')).toEqual({ numerator: 262, denominator: 1144, base: 'people' })
  })

  test('with intervals that meet it is not settled; steps with fewer than 30 people before them play no part', () => {
    const groups = [step('consult', 20, 50, 0.27, 0.54), step('book', 18, 50, 0.24, 0.5), step('visit', 1, 18, 0, 0.3)]
    const report = reportOf({ funnel: { groups } })
    expect(keysOf(report, 'weakest-step')).toEqual(['weakest', 'weakestUnclear'])
    expect(slotOf(report, 'weakest-step', 'step')).toEqual({ row: 'step-book' })
  })
})

describe('channels', () => {
  const blank: Partial<Given> = { state: 'not_covered', notes: ['cost-blank'], missing: 'marketing/channel_daily' }

  test('a missing cost is named, and neither a cost nor an ROI is claimed', () => {
    const groups = [group('douyin', blank), group('desk', { value: 100, denominator: 40 })]
    const report = reportOf({ 'cac-month': { ...blank, groups }, cac: { ...blank, groups }, roi: blank })
    expect(keysOf(report, 'cac-month-missing')).toEqual(['costMissingMonth'])
    expect(slotOf(report, 'cac-month-missing', 'channels')).toEqual({ list: [{ text: 'douyin' }] })
    expect(find(report, 'cac')).toBeUndefined()
    expect(find(report, 'roi')).toBeUndefined()
  })

  test('spent without a new patient: no cost per head', () => {
    const report = reportOf({ 'cac-month': { state: 'empty', numerator: 5000, denominator: 0 } })
    expect(keysOf(report, 'cac')).toEqual(['spentForNobody'])
  })

  test('LTV above, below and around the CAC, by its interval; few new patients settle nothing', () => {
    const worth = (key: string, low: number, high: number) => group(key, { value: (low + high) / 2, low, high })
    const report = reportOf({
      ltv: { groups: [worth('a', 50, 90), worth('b', 5, 9), worth('c', 8, 12), worth('d', 50, 90)] },
      cac: {
        groups: [
          ...['a', 'b', 'c'].map((key) => group(key, { value: 10, denominator: 40 })),
          group('d', { state: 'few', value: 10, denominator: 4 }),
        ],
      },
    })
    expect(keysOf(report, 'worth')).toEqual([
      'worth.heading',
      'worth.above',
      'worth.below',
      'worth.unclear',
      'worth.caution',
    ])
    const sides = find(report, 'worth')?.clauses.flatMap(({ slots }) => (slots.channels ? [slots.channels] : []))
    expect(sides).toEqual([
      { list: [{ text: 'a' }] },
      { list: [{ text: 'b' }] },
      { list: [{ text: 'c' }, { text: 'd' }] },
    ])
  })

  test.each([
    ['below', -0.9, -0.2, 'significantly_higher'],
    ['unproven', -0.2, 1.1, 'significantly_higher'],
    ['unproven', 0.1, 1.1, 'not_shown'],
    ['above', 0.1, 1.1, 'significantly_higher'],
  ])('incremental ROI %s: %d to %d under a lift that is %s', (key, low, high, incrementalVerdict) => {
    const incremental = { value: (low + high) / 2, low, high }
    const report = reportOf({ roi: { value: 0.2, parts: { gross: 1.2, incremental, incrementalVerdict } } })
    expect(keysOf(report, 'roi')).toEqual(['roi', `incremental.${key}`])
  })
})

test('outreach: 12 of 40 contacted came, 3 of 35 held out; a rule without a hold-out says nothing', () => {
  const uplift = { value: 12 / 40 - 3 / 35, low: 0.03, high: 0.38 }
  const groups = [
    group('silent-60d', {
      value: 50,
      parts: { contacted: 40, recovered: 12, holdout: 35, holdoutRecovered: 3, uplift },
    }),
    group('left-group-7d', {
      value: 5,
      parts: { contacted: 9, recovered: 1, holdout: 0, holdoutRecovered: 0, uplift: null },
    }),
  ]
  const report = reportOf({ 'at-risk': { value: 53, groups } })
  expect(keysOf(report, 'at-risk')).toEqual(['onLists'])
  expect(keysOf(report, 'at-risk.silent-60d')).toEqual(['outreach', 'difference', 'beyondChance'])
  expect(find(report, 'at-risk.left-group-7d')).toBeUndefined()
})

test('what cannot be known yet comes with its day', () => {
  const waiting = group('2026-01', { state: 'immature', maturesOn: '2026-07-31' })
  const report = reportOf({ retention: { ...share(1, 2, 0, 1), parts: { immature: 340 }, groups: [waiting] } })
  expect(keysOf(report, 'retention-waiting')).toEqual(['cohortsWaiting'])
  expect(slotOf(report, 'retention-waiting', 'day')).toEqual({ text: '2026-07-31' })
})

test('a reading that changed is never called an effect', () => {
  const report = reportOf({
    health: { value: -0.31, low: -0.4, high: -0.2, denominator: 243, parts: { missing: 483 } },
  })
  expect(keysOf(report, 'health')).toEqual(['health', 'regressionToMean'])
})

test('a month that is not over says so first among the notes on data', () => {
  const month = { month: '2026-07', from: '2026-07-01', asOf: '2026-07-15', isFinished: false }
  const findings = findingsOf(reportOf({ 'match-rate': figure({ value: 0.6, numerator: 6, denominator: 10 }) }, month))
  expect(findings.map((f) => f.id)).toEqual(['unfinished', 'match-rate'])
})

test('the four checkpoints in one sentence: met, not met, return without referral not met, immature', () => {
  const report = reportOf({
    activity: { ...share(3, 4, 0.7, 0.8), verdict: 'met' },
    retention: { ...share(1, 4, 0.2, 0.3), verdict: 'not_met' },
    'return-lift': { value: 0.1, verdict: 'significantly_higher' },
    'referral-lift': { value: 0, verdict: 'not_shown' },
    brand: { state: 'immature' },
  })
  expect(slotOf(report, 'summary', 'outcomes')).toEqual({
    list: [
      { outcome: 'met', count: 1 },
      { outcome: 'not_met', count: 2 },
      { outcome: 'immature', count: 1 },
    ],
  })
})

test('a filter that a metric cannot apply is said in the sentence', () => {
  const report = reportOf({ roi: { value: 0.2, parts: {} } })
  report.entries.roi?.ignored.push('disease')
  expect(keysOf(report, 'roi')?.at(-1)).toBe('ignored')
  expect(slotOf(report, 'roi', 'filters')).toEqual({ list: [{ filter: 'disease' }] })
})

test('every finding that rests on figures names its calls', () => {
  const report = reportOf({
    retention: { ...share(7, 10, 0.5, 0.8), verdict: 'met_point' },
    nps: { value: 0.1, denominator: 50 },
  })
  for (const finding of findingsOf(report)) expect(finding.calls.length, finding.id).toBeGreaterThan(0)
})
