import { expect, test } from 'vitest'
import { printSetup } from './print-setup.ts'

test('a sheet wider than a page takes two and repeats its first column; signs of the markup are escaped', () => {
  const sheets = [
    { name: '封面', width: 0 },
    { name: "A&B's", width: 100 },
    { name: '名单', width: 300 },
  ]
  const { transform } = printSetup(sheets, { title: 'R&D $& <1>' }).files ?? {}
  const book = transform?.['xl/workbook.xml']?.transform?.('<definedNames/>', [], {})
  expect(book).toContain("'A&#38;B''s'!$1:$1<")
  expect(book).toContain("'名单'!$A:$A,'名单'!$1:$1<")
  expect(book).not.toContain('封面')
  const page = (sheetIndex: number) =>
    transform?.['xl/worksheets/sheet{id}.xml']?.transform?.(
      '<worksheet><sheetViews></sheetViews><pageSetup paperSize="9"/></worksheet>',
      {},
      { sheetIndex, sheetId: String(sheetIndex + 1) },
    )
  expect(page(1)).toContain('<pageSetup fitToWidth="1" fitToHeight="0" ')
  expect(page(2)).toContain('<pageSetup fitToWidth="2" fitToHeight="0" ')
  expect(page(2)).toContain('<oddHeader>&amp;LR&#38;&#38;D $&#38;&#38; &#60;1&#62;&amp;R</oddHeader>')
})
