import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maskIdNumber, maskName, maskPhone } from './mask.ts'

const RUNS = { numRuns: 10_000 }
const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`))

describe('maskName', () => {
  test.each([
    ['张三', '张*'],
    ['欧阳修', '欧*'],
    ['王', '*'],
    [' 李四 ', '李*'],
    ['Ana', 'A*'],
    ['𠮷田', '𠮷*'],
    ['', null],
    [null, null],
  ])('%s -> %s', (name, masked) => {
    expect(maskName(name)).toBe(masked)
  })

  test('never more than one character of the name, and never its length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        const masked = maskName(name)
        if (masked === null) return name.trim() === ''
        return [...masked].length <= 2 && masked.endsWith('*')
      }),
      RUNS,
    )
  })
})

describe('maskPhone', () => {
  test.each([
    ['13812345678', '138****5678'],
    ['+86 138-1234-5678', '138****5678'],
    ['010-87654321', '010****4321'],
    ['87654321', '******21'],
    ['21', '**'],
    ['', null],
    [null, null],
  ])('%s -> %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked)
  })

  test('of a mobile number the middle four digits are never shown', () => {
    fc.assert(
      fc.property(digits(11), (phone) => maskPhone(phone) === `${phone.slice(0, 3)}****${phone.slice(7)}`),
      RUNS,
    )
  })

  test('of any other length at most two digits are shown', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (phone) => {
        const shown = [...(maskPhone(phone) ?? '')].filter((c) => c !== '*').length
        return /^\d{11}$/.test(phone.replace(/[\s-]/g, '').replace(/^\+86/, '')) || shown <= 2
      }),
      RUNS,
    )
  })
})

describe('maskIdNumber', () => {
  test.each([
    ['110101199003071234', '1101************34'],
    ['11010119900307123X', '1101************3X'],
    ['E12345678', '*********'],
    [null, null],
  ])('%s -> %s', (idNumber, masked) => {
    expect(maskIdNumber(idNumber)).toBe(masked)
  })

  test('at most six characters are shown, and at least as many hidden', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-Z]{1,24}$/), (idNumber) => {
        const masked = maskIdNumber(idNumber) ?? ''
        const shown = [...masked].filter((c) => c !== '*').length
        return (
          masked.length === idNumber.length && shown <= 6 && idNumber.length - shown >= Math.min(6, idNumber.length)
        )
      }),
      RUNS,
    )
  })
})
