import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { hasherOf } from '../../lib/warehouse/hasher.ts'
import { layoutOf } from '../../lib/warehouse/layout.ts'
import { maskRaw } from './mask.ts'
import { hashIdNumber, hashPhone, loadKey } from './secrets.ts'

const hasher = hasherOf(Buffer.alloc(32, 7))
const digit = fc.integer({ min: 0, max: 9 })
const mobile = fc.tuple(fc.constantFrom('13', '15', '18', '19'), fc.array(digit, { minLength: 9, maxLength: 9 }))
const mobileText = mobile.map(([start, rest]) => start + rest.join(''))
const idText = fc
  .tuple(fc.array(digit, { minLength: 17, maxLength: 17 }), fc.constantFrom('0', '5', 'X', 'x'))
  .map(([digits, last]) => digits.join('') + last)
/** What stands around a number in a broken row; no digits, which would only make the number longer. */
const around = fc.string({ unit: fc.constantFrom('a', ',', '"', '{', ':', '王', '\n', ' ', '\\'), maxLength: 40 })

describe('hashes of identifiers', () => {
  test('one mobile number however it is written', () => {
    const forms = [
      '13800001234',
      '138-0000-1234',
      '+86 138-0000-1234',
      '86 13800001234',
      '１３８００００１２３４',
      '008613800001234',
    ]
    expect(new Set(forms.map((form) => hashPhone(form, hasher))).size).toBe(1)
    expect(hashPhone('13800001234', hasher)).toMatch(/^m:[0-9a-f]{64}$/)
  })

  test('masked numbers, landlines and short ones are hashed but marked as no key', () => {
    for (const text of ['138****5678', '0571-88886666', '1380000123', '+86 10 6552 9988', 'none']) {
      expect(hashPhone(text, hasher)).toMatch(/^x:[0-9a-f]{64}$/)
    }
  })

  test('the case of x does not matter in an identity number; a masked one is no key', () => {
    expect(hashIdNumber(' 99010119771105069x', hasher)).toBe(hashIdNumber('99010119771105069X', hasher))
    expect(hashIdNumber('9901**********069X', hasher)).toMatch(/^x:/)
  })
})

describe('the key', () => {
  let data: string
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'longrun-key-'))
    vi.stubEnv('LONGRUN_HMAC_KEY', '')
  })
  afterEach(() => {
    vi.unstubAllEnvs()
    rmSync(data, { recursive: true, force: true })
  })

  test('is made once, readable by its owner alone, and kept', () => {
    const layout = layoutOf(data)
    const key = loadKey(layout)
    expect(key.length).toBeGreaterThanOrEqual(32)
    expect(statSync(layout.hmacKey).mode & 0o777).toBe(0o600)
    expect(loadKey(layout)).toEqual(key)
    expect(readFileSync(layout.hmacKey, 'utf8').trim()).toBe(key.toString())
  })

  test('a short key is refused, from the environment and from the file, and never shown', () => {
    const layout = layoutOf(data)
    vi.stubEnv('LONGRUN_HMAC_KEY', 'short-secret')
    expect(() => loadKey(layout)).toThrow(/LONGRUN_HMAC_KEY is too short/)
    expect(() => loadKey(layout)).not.toThrow(/short-secret/)
    vi.stubEnv('LONGRUN_HMAC_KEY', '')
    mkdirSync(dirname(layout.hmacKey), { recursive: true })
    writeFileSync(layout.hmacKey, 'tiny\n')
    expect(() => loadKey(layout)).toThrow(/too short/)
  })
})

describe('raw text of quarantine', () => {
  test('no mobile number survives, spaced or not, wherever it stands', () => {
    const spaced = fc.tuple(mobileText, fc.constantFrom('', ' ', '-', '.', '\u00a0')).map(([number, gap]) => ({
      number,
      shown: [number.slice(0, 3), number.slice(3, 7), number.slice(7)].join(gap),
    }))
    fc.assert(
      fc.property(around, spaced, around, (before, { number, shown }, after) => {
        const masked = maskRaw(before + shown + after)
        expect(masked).not.toContain(shown)
        expect(masked.replace(/\D/g, '')).not.toContain(number)
      }),
      { numRuns: 2000 },
    )
  })

  test('no identity number survives, full-width digits and \\u escapes included', () => {
    const wide = (text: string) => text.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0))
    const escaped = (text: string) => text.replace(/\d/, (d) => `\\u003${d}`)
    fc.assert(
      fc.property(around, idText, around, fc.constantFrom(String, wide, escaped), (before, id, after, write) => {
        const masked = maskRaw(before + write(id) + after)
          .normalize('NFKC')
          .replace(/\\u003(\d)/g, '$1')
        expect(masked).not.toContain(id.slice(0, 17))
      }),
      { numRuns: 2000 },
    )
  })

  test('located secrets go whole, names and masked numbers too; dates and amounts stay readable', () => {
    const raw = '0451,王桂芳,138****5678,2026-03-02 08:12:45,"1,284.50",48岁'
    expect(maskRaw(raw, ['王桂芳', '138****5678', ''])).toBe('0451,***,***,2026-03-02 08:12:45,"1,284.50",48岁')
  })

  test('a social security number in a row that could not be cut is hidden, a date is not', () => {
    expect(maskRaw('{"ssn":"999-17-5017","d":"2026-03-02"')).toBe('{"ssn":"***","d":"2026-03-02"')
  })

  test('long text is cut to 2,000 characters, and a number at the cut does not slip through', () => {
    for (let lead = 1980; lead < 2005; lead += 1) {
      const masked = maskRaw(`${'a'.repeat(lead)}13800001234${'b'.repeat(5000)}`)
      expect(masked.length).toBe(2000)
      expect(masked).not.toMatch(/138/)
    }
  })
})
