import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ALL_ROWS, confine, decodeScope, encodeScope, NO_ROWS, SCOPE_KEYS, type Scope, scopeFrom } from './scope.ts'

describe('what is stored', () => {
  test.each(['', 'null', '"*"', '{"all":true}', '[1]', '["A",null]', 'all', '*', '[', 'true'])(
    '%s is no list of names: no row',
    (text) => expect(decodeScope(text)).toEqual([]),
  )

  test('lists come back as they were', () => {
    for (const value of ['all', [], ['东院'], ['A', 'B']] as const)
      expect(decodeScope(encodeScope(value))).toEqual(value)
  })
})

describe('what is said', () => {
  test('nothing said is no row; one part said leaves the others open; * is all', () => {
    expect(scopeFrom({})).toEqual(NO_ROWS)
    expect(scopeFrom({ hospital: [], department: [] })).toEqual(NO_ROWS)
    expect(scopeFrom({ department: ['内分泌科'] })).toEqual({ hospital: 'all', department: ['内分泌科'], group: 'all' })
    expect(scopeFrom({ hospital: ['*'] })).toEqual(ALL_ROWS)
  })
})

describe('confine', () => {
  const east: Scope = { hospital: ['east', 'north'], department: 'all', group: 'all' }

  test('nothing chosen: all that is allowed; chosen: what of it is allowed; nothing left: null', () => {
    expect(confine(east, [])).toEqual([
      ['hospital', 'east'],
      ['hospital', 'north'],
    ])
    expect(confine(east, [['hospital', 'north']])).toEqual([['hospital', 'north']])
    expect(confine(east, [['hospital', 'west']])).toBeNull()
    expect(confine(NO_ROWS, [['hospital', 'east']])).toBeNull()
    expect(confine(ALL_ROWS, [['hospital', 'west']])).toEqual([['hospital', 'west']])
  })

  test('whatever is asked, every limited key is there with allowed values only, and other conditions stay', () => {
    const name = fc.constantFrom('a', 'b', 'c', '*', '', "x' or 1=1 --")
    const part = fc.oneof(fc.constant('all' as const), fc.array(name, { maxLength: 3 }))
    const scopes = fc.record({ hospital: part, department: part, group: part })
    const where = fc.array(fc.tuple(fc.constantFrom('hospital', 'department', 'group', 'disease', 'months'), name))
    fc.assert(
      fc.property(scopes, where, (scope, asked) => {
        const confined = confine(scope, asked)
        if (confined === null) return
        for (const key of SCOPE_KEYS) {
          const allowed = scope[key]
          if (allowed === 'all') continue
          const values = confined.filter(([k]) => k === key).map(([, value]) => value)
          expect(values.length).toBeGreaterThan(0)
          expect(values.every((value) => new Set<string>(allowed).has(value))).toBe(true)
        }
        const isFree = ([key]: readonly [string, string]) => key === 'disease' || key === 'months'
        expect(confined.filter(isFree)).toEqual(asked.filter(isFree))
      }),
      { numRuns: 5000 },
    )
  })
})
