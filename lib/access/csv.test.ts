import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvFile, csvLine, neutralise } from './csv.ts'

const SIGNS = ['=', '+', '-', '@', '＝', '＋', '－', '＠']
const LEADS = ['', ' ', '   ', '\u00a0', '\u3000', '\ufeff', '\u200b', '\t', ' \u00a0 ']

/** What a spreadsheet would run: a line whose first visible character is a sign, or a cell that begins with a control. */
function isFormula(text: string): boolean {
  const lines = text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
  return /^[\t\r\n]/.test(text) || lines.some((line) => /^[\p{Z}\p{C}]*[=+\-@＝＋－＠]/u.test(line))
}

describe('neutralise', () => {
  test('a sign at the start, after any blank, and after a line break: 8 signs x 9 leads x 4 places', () => {
    for (const sign of SIGNS) {
      for (const lead of LEADS) {
        for (const before of ['', 'name\n', 'name\r\n', 'name\r']) {
          const text = `${before}${lead}${sign}cmd|'/c calc'!A1`
          expect(isFormula(text)).toBe(true)
          expect(isFormula(neutralise(text)), JSON.stringify(text)).toBe(false)
        }
      }
    }
  })

  test('harmless text stays as it is', () => {
    for (const text of ['', '张*', 'a=b', '1-2', 'x\ny', '3 + 4', "'=already"]) expect(neutralise(text)).toBe(text)
  })

  test('any text: never a formula afterwards, and a second time changes nothing', () => {
    const nasty = fc.array(fc.constantFrom(...SIGNS, ...LEADS, '\n', '\r', '\r\n', 'a', '张', "'", '"', ','), {
      maxLength: 12,
    })
    fc.assert(
      fc.property(
        fc.oneof(
          nasty.map((parts) => parts.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (text) => {
          const once = neutralise(text)
          expect(isFormula(once)).toBe(false)
          expect(neutralise(once)).toBe(once)
          expect(once.replaceAll("'", '')).toBe(text.replaceAll("'", ''))
        },
      ),
      { numRuns: 2000 },
    )
  })
})

test('numbers keep their minus, text that looks like one is text', () => {
  expect(csvLine([-0.633333, '-5', 12, true, null, undefined])).toBe("-0.633333,'-5,12,true,,")
})

test('a file reads back as it was, but for the neutralised cells', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ a: fc.string({ unit: 'binary' }), b: fc.integer() }), { minLength: 1 }),
      (rows) => {
        const text = csvFile(['a', 'b'], rows)
        expect(text.startsWith('\ufeff')).toBe(true)
        const read: { a: string; b: string }[] = parse(text, { bom: true, columns: true, record_delimiter: '\r\n' })
        expect(read).toEqual(rows.map((r) => ({ a: neutralise(r.a), b: String(r.b) })))
      },
    ),
  )
})
