import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hasherOf } from '../../lib/warehouse/hasher.ts'
import type { ColumnType } from '../sources/feed.ts'
import { cellParser, UNREADABLE } from './cells.ts'
import { parseFen, parseNumber } from './numbers.ts'
import { NESTED, type RawCell } from './record.ts'
import { parseIso } from './times.ts'
import { wallClockOf } from './wall-clock.ts'

const context = { clock: wallClockOf('Asia/Shanghai'), hasher: hasherOf(Buffer.alloc(32, 1)) }
const read = (type: ColumnType, raw: RawCell) => cellParser({ name: 'x', type }, context)(raw)
const instant = (raw: RawCell) => {
  const value = read('instant', raw)
  return typeof value === 'bigint' ? new Date(Number(value / 1000n)).toISOString() : value
}

describe('instants', () => {
  test.each([
    ['2026-03-02', '2026-03-01T16:00:00.000Z'],
    ['2026-03-02 09:41', '2026-03-02T01:41:00.000Z'],
    ['2026-03-02T09:41:05.25', '2026-03-02T01:41:05.250Z'],
    ['2026-03-02T01:41:00Z', '2026-03-02T01:41:00.000Z'],
    ['2026-03-02T09:41:00+08:00', '2026-03-02T01:41:00.000Z'],
    ['2026-03-01 20:41:00-05:00', '2026-03-02T01:41:00.000Z'],
    ['２０２６-03-02　09:41', '2026-03-02T01:41:00.000Z'],
    [' 2024-02-29 ', '2024-02-28T16:00:00.000Z'],
  ])('%s is %s', (text, expected) => expect(instant(text)).toBe(expected))

  test.each([
    '2026-02-30',
    '2026-13-01',
    '2026-00-10',
    '2025-02-29',
    '2026/3/2',
    '20260302',
    '1735689600',
    '1735689600000',
    '46083.34',
    '昨天',
    '2026-03-02 25:00:00',
    '2026-03-02 10',
    '2026-03-02T',
    '2026-03-02 10:60',
    '2026-03-02 10:00:61',
    '2026-03-02 10:00:00.',
    '2026-03-02 10:00+99:00',
    '2026-03-02 10:00 x',
    '26-03-02',
    '0000-00-00',
    '2026-3-2',
  ])('%s is refused', (text) => expect(read('instant', text)).toBe(UNREADABLE))

  test('numbers are refused even where their digits look like a day; empty is null', () => {
    expect(read('instant', 1735689600)).toBe(UNREADABLE)
    expect(read('instant', true)).toBe(UNREADABLE)
    expect([read('instant', '  '), read('instant', null), read('instant', undefined)]).toEqual([null, null, null])
  })

  test('China moved its clocks from 1986 to 1991: 1986-07-01 09:00 was UTC+9, the skipped hour moves on', () => {
    expect(instant('1986-07-01 09:00')).toBe('1986-07-01T00:00:00.000Z')
    expect(instant('1986-05-04 01:59:59')).toBe('1986-05-03T17:59:59.000Z')
    expect(instant('1986-05-04 02:30')).toBe('1986-05-03T18:30:00.000Z')
    expect(instant('1991-09-15 00:30')).toBe('1991-09-14T15:30:00.000Z')
    expect(instant('1992-07-01 09:00')).toBe('1992-07-01T01:00:00.000Z')
  })

  test('every wall time of half a century reads back as itself, but for the hours that the clock skipped', () => {
    const clock = wallClockOf('Asia/Shanghai')
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1975, 0), max: Date.UTC(2040, 0) }), (wall) => {
        const back = clock.wallOf(clock.instantOf(wall))
        expect([0, 3_600_000]).toContain(back - wall)
      }),
      { numRuns: 500 },
    )
    for (const zone of ['UTC', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu']) {
      const other = wallClockOf(zone)
      fc.assert(
        fc.property(fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2027, 0) }), (at) => {
          // An instant read as wall time and back is itself, or the earlier of the two that show the same clock.
          expect([0, 1_800_000, 3_600_000]).toContain(at - other.instantOf(other.wallOf(at)))
        }),
        { numRuns: 300 },
      )
    }
  })

  test('agrees with Date on every real time, and refuses every other text of that shape', () => {
    const two = fc.integer({ min: 0, max: 65 }).map((n) => String(n).padStart(2, '0'))
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2100 }), two, two, two, two, two, (year, ...rest) => {
        const [month, day, hour, minute, second] = rest
        const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`
        const date = new Date(iso)
        const isReal = !Number.isNaN(date.getTime()) && date.toISOString() === iso.replace('Z', '.000Z')
        const value = read('instant', iso)
        expect(value).toBe(isReal ? BigInt(date.getTime()) * 1000n : UNREADABLE)
      }),
      { numRuns: 2000 },
    )
  })

  test('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseIso(text)))
  })
})

describe('days and months', () => {
  test('a day is a calendar day; with an offset it is the hospital day of that instant', () => {
    expect(read('day', '1970-01-02')).toBe(1)
    expect(read('day', '1960-05-01 00:00:00')).toBe(Date.UTC(1960, 4, 1) / 86_400_000)
    expect(read('day', '2024-12-31T16:00:00Z')).toBe(Date.UTC(2025, 0, 1) / 86_400_000)
    expect(read('day', { wall: '2026-03-02 00:00:00' })).toBe(Date.UTC(2026, 2, 2) / 86_400_000)
    expect(read('day', '1980-02-30')).toBe(UNREADABLE)
  })

  test('a month is YYYY-MM', () => {
    expect(read('month', '2026-03')).toBe('2026-03')
    expect(read('month', { wall: '2026-03-01 00:00:00' })).toBe('2026-03')
    for (const text of ['2026-13', '2026-00', '2026年3月', '2026-3', '202603', '2026-03-01']) {
      expect(read('month', text)).toBe(UNREADABLE)
    }
  })
})

describe('numbers and amounts', () => {
  test.each([
    ['1284.5', 1284.5],
    ['1,284.50', 1284.5],
    ['-12', -12],
    ['+3', 3],
    ['．５', 0.5],
    ['１２３', 123],
    ['(50.00)', -50],
    ['￥1,000', 1000],
    ['1e-3', 0.001],
    ['1,234,567', 1234567],
    ['0', 0],
    ['-0', 0],
  ])('%s is %d', (text, value) => expect(read('number', text)).toBe(value))

  test.each([
    '12.3.4',
    'abc',
    '1,28',
    '1,2845',
    ',5',
    '12,',
    '1 2',
    '--5',
    '(-5)',
    'nine',
    '5%',
    '∞',
    'NaN',
    '1/2',
    '.',
    '',
  ])('%s is no number', (text) => expect(parseNumber(text)).toBeNull())

  test.each([
    ['50', 5000],
    ['50.00', 5000],
    ['￥50', 5000],
    ['¥ 50', 5000],
    ['50元', 5000],
    ['1,284.50', 128450],
    ['(50.00)', -5000],
    ['-￥5', -500],
    ['２５．００', 2500],
    ['1.005', 101],
    ['-1.005', -101],
    ['0.004', 0],
    ['-0.004', 0],
    ['1.999', 200],
    ['0.1', 10],
  ])('%s yuan is %d fen', (text, fen) => expect(read('money', text)).toBe(fen))

  test.each(['12.3.4', 'abc', '1e3', '12345678901234.00', '1.2.', '50美元'])('%s is no amount', (text) =>
    expect(read('money', text)).toBe(UNREADABLE),
  )

  test('every amount in fen, written any of these ways, is read back exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999_99, max: 999_999_999_99 }), (fen) => {
        const yuan = (Math.abs(fen) / 100).toFixed(2)
        const grouped = yuan.replace(/\B(?=(\d{3})+\.)/g, ',')
        const sign = fen < 0 ? '-' : ''
        for (const text of [`${sign}${yuan}`, `${sign}￥${grouped}`, `${sign}${grouped}元`])
          expect(parseFen(text)).toBe(fen)
        if (fen < 0) expect(parseFen(`(${grouped})`)).toBe(fen)
      }),
    )
  })

  test('JSON numbers count as numbers and amounts, and as nothing else', () => {
    expect(read('number', 5.5)).toBe(5.5)
    expect(read('money', 0.1 + 0.2)).toBe(30)
    expect(read('money', 1e-7)).toBe(0)
    expect(read('day', 20260302)).toBe(UNREADABLE)
  })
})

describe('text, ids, enums, booleans', () => {
  test('text is trimmed of every kind of space; empty is null; objects are refused', () => {
    expect(read('text', '\u3000 a b\u200b\ufeff ')).toBe('a b')
    expect(read('text', '\u3000\u200b')).toBeNull()
    expect(read('text', NESTED)).toBe(UNREADABLE)
    expect(read('text', 5)).toBe('5')
  })

  test('ids keep leading zeros; a number that lost digits is refused', () => {
    expect(read('id', '0000451230')).toBe('0000451230')
    expect(read('id', 451230)).toBe('451230')
    expect(read('id', 4.5123e17)).toBe(UNREADABLE)
    expect(read('id', 1e21)).toBe(UNREADABLE)
  })

  test('booleans in their four spellings', () => {
    for (const text of ['1', 'true', 'YES', '是', '１', true, 1]) expect(read('boolean', text)).toBe(true)
    for (const text of ['0', 'False', 'no', '否', false, 0]) expect(read('boolean', text)).toBe(false)
    for (const text of ['2', 'y', '对', 'nope']) expect(read('boolean', text)).toBe(UNREADABLE)
  })

  test('listed spellings of an enum are one value, others stay as they are', () => {
    const parse = cellParser({ name: 'sex', type: 'enum', aliases: { 男: 'M' } }, context)
    expect([parse('男'), parse('M'), parse('constructor'), parse('')]).toEqual(['M', 'M', 'constructor', null])
  })

  test('each type reads each kind of cell without throwing', () => {
    const types: ColumnType[] = [
      'text',
      'id',
      'enum',
      'instant',
      'day',
      'month',
      'number',
      'money',
      'boolean',
      'secret-id',
      'secret-phone',
      'name',
    ]
    const cells = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.constant(NESTED),
    )
    fc.assert(fc.property(fc.constantFrom(...types), cells, (type, cell) => void read(type, cell)))
  })
})
