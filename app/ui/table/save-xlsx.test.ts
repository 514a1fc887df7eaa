import { expect, test } from 'vitest'
import type { TableData } from './model.ts'
import { sheetOf } from './save-xlsx.ts'

test('a cell takes the kind that its text shows; the total comes last', () => {
  const table: TableData = {
    columns: [
      { id: 'group', title: '社群' },
      { id: 'rate', title: '留存' },
      { id: 'change', title: '变化' },
      { id: 'cost', title: '费用' },
      { id: 'people', title: '人数' },
      { id: 'ratio', title: 'RR' },
      { id: 'day', title: '成熟日' },
    ],
    rows: [
      {
        id: 'g1',
        cells: {
          group: '=糖友群',
          rate: { text: '66.2%', value: 0.6623 },
          change: { text: '+9.7\u2009个百分点', value: 0.097 },
          cost: { text: '¥128.4\u2009万', value: 128_400_000 },
          people: { text: '2,668', value: 2668 },
          ratio: { text: '1.17', value: 1.1717 },
          day: '2026-11-30',
        },
      },
    ],
    total: { id: 'total', cells: { group: '合计', rate: { text: '—', value: null } } },
  }
  const { rows } = sheetOf(table, '社群')
  expect(rows[0]?.map(({ type }) => type)).toEqual(['text', 'share', 'points', 'yuan', 'integer', 'decimal', 'day'])
  expect(rows[0]?.map(({ value }) => value)).toEqual([
    '=糖友群',
    0.6623,
    0.097,
    128_400_000,
    2668,
    1.1717,
    '2026-11-30',
  ])
  expect(rows[1]?.[1]).toEqual({ value: null, type: 'text', isStrong: true })
})
