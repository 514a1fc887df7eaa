import { readSheet } from 'read-excel-file/node'
import { expect, test } from 'vitest'
import { workbook, XLSX_TYPE } from './workbook.ts'

const COVER = {
  name: '封面',
  title: '月报 2026-06',
  pointsUnit: '个百分点',
  facts: [
    { label: '截至', cell: { value: '2026-06-30', type: 'day' } },
    { label: '导出', cell: { value: '2026-06-30T16:05:00Z', type: 'instant' } },
  ],
} as const

const bytes = async (blob: Blob) => Buffer.from(await blob.arrayBuffer())

test('numbers are numbers, days are dates, fen become yuan, and text stays text', async () => {
  const file = await workbook(
    COVER,
    [
      {
        name: '渠道',
        columns: [{ title: '渠道' }, { title: '成本' }, { title: '占比' }, { title: '差值' }, { title: '成熟日' }],
        rows: [
          [
            { value: '=HYPERLINK("x")', type: 'text' },
            { value: 128_450, type: 'yuan' },
            { value: 90 / 210, type: 'share' },
            { value: -0.019, type: 'points' },
            { value: '2026-02-28', type: 'day' },
          ],
          [
            { value: '013812345678', type: 'text' },
            { value: null, type: 'yuan' },
            { value: Number.NaN, type: 'share' },
            { value: 3, type: 'integer' },
            { value: '未定', type: 'day' },
          ],
        ],
      },
    ],
    'Asia/Shanghai',
  )
  expect(file.type).toBe(XLSX_TYPE)
  const rows = await readSheet(await bytes(file), 2)
  expect(rows[1]).toEqual(['=HYPERLINK("x")', 1284.5, 90 / 210, -1.9, new Date('2026-02-28T00:00:00Z')])
  expect(rows[2]).toEqual(['013812345678', null, null, 3, '未定'])
  const cover = await readSheet(await bytes(file), 1)
  expect(cover[0]?.[0]).toBe('月报 2026-06')
  // 16:05 UTC is 00:05 of the next day in Shanghai.
  const minutes = cover.slice(2).map((row) => Math.round(Number(row[1]) / 60_000))
  expect(minutes).toEqual([Date.UTC(2026, 5, 30) / 60_000, Date.UTC(2026, 6, 1, 0, 5) / 60_000])
})

test('names of sheets that a spreadsheet would refuse are made fit', async () => {
  const sheet = (name: string) => ({
    name,
    columns: [{ title: 'a' }],
    rows: [[{ value: name, type: 'text' as const }]],
  })
  const file = await workbook(COVER, [sheet('a/b'), sheet('a:b'), sheet('x'.repeat(40))], 'Asia/Shanghai')
  const buffer = await bytes(file)
  expect((await readSheet(buffer, 'a b'))[1]).toEqual(['a/b'])
  expect((await readSheet(buffer, 'a b 2'))[1]).toEqual(['a:b'])
  expect((await readSheet(buffer, 'x'.repeat(31)))[1]).toEqual(['x'.repeat(40)])
})
