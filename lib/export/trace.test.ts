import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exportNoOf, newExportNo, traceCode } from './trace.ts'

const KEY = 'a key of forty-eight random bytes, in a real hospital'
const no = fc.constant(null).map(() => newExportNo())
const person = fc.string({ minLength: 1, maxLength: 40 })

test('a mark leads back to its export, however it is typed; 1,000 exports and people', () => {
  fc.assert(
    fc.property(no, person, (export_, who) => {
      const code = traceCode(KEY, export_, who)
      expect(code).toMatch(/^T[0-9A-Z]{24}$/)
      expect(exportNoOf(KEY, ` ${code.toLowerCase()} `)).toBe(export_)
    }),
    { numRuns: 1000 },
  )
})

test('people of one export have marks with nothing in common, and so has a person in two exports', () => {
  const [a, b] = [newExportNo(), newExportNo()]
  const codes = Array.from({ length: 500 }, (_, i) => traceCode(KEY, a, `P${i}`))
  expect(new Set(codes).size).toBe(500)
  expect(new Set(codes.map((code) => code.slice(1, 9))).size).toBeGreaterThan(495)
  expect(traceCode(KEY, b, 'P1')).not.toBe(codes[1])
})

test('without the key, or with a changed sign, a mark leads nowhere', () => {
  const export_ = newExportNo()
  const code = traceCode(KEY, export_, 'P1')
  expect(exportNoOf('another key', code)).not.toBe(export_)
  const changed = code.slice(0, -1) + (code.endsWith('0') ? '1' : '0')
  expect(exportNoOf(KEY, changed)).not.toBe(export_)
  for (const text of ['', 'T', 'T12', '张三', 'X'.repeat(25), `T${'O'.repeat(24)}`])
    expect(exportNoOf(KEY, text)).toBeNull()
})
