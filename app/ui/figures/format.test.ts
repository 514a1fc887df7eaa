import { describe, expect, test } from 'vitest'
import {
  dayRange,
  duration,
  finePoints,
  formatValue,
  integer,
  interval,
  percent,
  points,
  signedInteger,
  signedValue,
  valueText,
  wallTime,
} from './format.ts'

test('shares have one decimal; a rate just under its goal is not rounded up to it before it is written', () => {
  expect(percent(90 / 210)).toBe('42.9%')
  expect(percent(0.5996)).toBe('60.0%')
  expect(percent(null)).toBe('—')
  expect(interval(0.363, 0.497, 'ratio', 'zh')).toBe('36.3–49.7%')
})

test('differences are percentage points with a sign, a true minus, and none for zero', () => {
  expect(points(0.04, 'zh')).toBe('+4.0\u2009个百分点')
  expect(points(-0.019, 'en')).toBe('−1.9 pp')
  expect(points(-0.0001, 'zh')).toBe('0.0\u2009个百分点')
  expect(interval(-0.012, 0.081, 'points', 'zh')).toBe('−1.2\u2009至\u2009+8.1\u2009个百分点')
  expect(finePoints(0.0006, 'zh')).toBe('+0.06\u2009个百分点')
})

test('counts are grouped by thousands', () => {
  expect(integer(2913)).toBe('2,913')
  expect(integer(-1234567)).toBe('−1,234,567')
  expect(integer(999)).toBe('999')
  expect(signedInteger(12)).toBe('+12')
})

describe('money', () => {
  test('differences carry their sign', () => {
    expect(signedValue(128_400, 'fen', 'zh')).toBe('+¥1,284')
    expect(signedValue(-128_400, 'fen', 'zh')).toBe('−¥1,284')
    expect(signedValue(-0.019, 'ratio', 'en')).toBe('−1.9 pp')
  })
  test('yuan below 100,000, else 万 in Chinese; never an exponent', () => {
    expect(formatValue(128_400, 'fen', 'zh')).toBe('¥1,284')
    expect(valueText(128_400_000, 'fen', 'zh')).toEqual({ number: '¥128.4', unit: '万' })
    expect(formatValue(-10_100_000, 'fen', 'zh')).toBe('−¥10.1\u2009万')
    expect(formatValue(128_400_000, 'fen', 'en')).toBe('¥1,284,000')
    expect(formatValue(-880_000, 'fen', 'zh')).toBe('−¥8,800')
    expect(formatValue(1836.4, 'fen', 'zh')).toBe('¥18.4')
    expect(formatValue(2000, 'fen', 'zh')).toBe('¥20')
  })
})

test('an instant is shown on the hospital’s clock: 22:12 UTC is 06:12 in Shanghai', () => {
  expect(wallTime('2026-06-29T22:12:00Z', 'Asia/Shanghai')).toBe('06-30 06:12')
  expect(wallTime('2026-06-29T22:12:00Z', 'Asia/Shanghai', true)).toBe('2026-06-30 06:12')
  expect(wallTime('soon', 'Asia/Shanghai')).toBe('soon')
})

test('stretches of days name the month and the year once', () => {
  expect(dayRange('2026-06-03', '2026-06-05', 'zh')).toBe('2026 年 6 月 3–5 日')
  expect(dayRange('2026-06-30', '2026-07-02', 'zh')).toBe('2026 年 6 月 30 日–7 月 2 日')
  expect(dayRange('2025-12-31', '2026-01-01', 'zh')).toBe('2025 年 12 月 31 日–2026 年 1 月 1 日')
  expect(dayRange('2026-06-03', '2026-06-03', 'zh')).toBe('2026 年 6 月 3 日')
  expect(dayRange('2026-06-03', '2026-06-05', 'en')).toBe('3–5 Jun 2026')
  expect(dayRange('2026-06-30', '2026-07-02', 'en')).toBe('30 Jun – 2 Jul 2026')
  expect(dayRange('2025-12-31', '2026-01-01', 'en')).toBe('31 Dec 2025 – 1 Jan 2026')
  expect(dayRange('2026-06-03', '2026-06-03', 'en')).toBe('3 Jun 2026')
})

test('times are hours below two days, then days', () => {
  expect(duration(23.5, 'zh')).toBe('23.5\u2009小时')
  expect(duration(59.25, 'zh')).toBe('2.5\u2009天')
  expect(duration(48, 'en')).toBe('2.0 days')
  expect(duration(null, 'en')).toBe('—')
})
