import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { en, zh } from './messages.ts'
import { type Messages, spacedMessages, thinSpaced } from './spacing.ts'

/** `a.b.c` for every message, with the placeholders it has. */
function flat(messages: Messages, prefix = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(messages)) {
    if (typeof value === 'string')
      found.set(
        prefix + key,
        [...value.matchAll(/\{(\w+)\}/g)]
          .map((m) => m[1])
          .sort()
          .join(),
      )
    else for (const [name, slots] of flat(value, `${prefix}${key}.`)) found.set(name, slots)
  }
  return found
}

test('both dictionaries have the same messages with the same placeholders', () => {
  expect([...flat(en)].sort()).toEqual([...flat(zh)].sort())
})

test('every namespace that the code asks for exists', () => {
  const files = readdirSync('app', { recursive: true, encoding: 'utf8' }).filter((f) => /\.tsx?$/.test(f))
  const asked = files.flatMap((file) =>
    [...readFileSync(join('app', file), 'utf8').matchAll(/(?:use|get)Translations\('([\w.]+)'\)/g)].map(
      (m) => m[1] ?? '',
    ),
  )
  expect(asked.length).toBeGreaterThan(30)
  const missing = asked.filter((name) => typeof name.split('.').reduce<unknown>(step, zh) !== 'object')
  expect(missing).toEqual([])
})

function step(at: unknown, key: string): unknown {
  return typeof at === 'object' && at !== null && key in at ? at[key as keyof typeof at] : undefined
}

/** What all files of a folder say that matches, first group. */
function said(folder: string, pattern: RegExp): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts'))
  return files.flatMap((f) => [...readFileSync(join(folder, f), 'utf8').matchAll(pattern)].map((m) => m[1] ?? ''))
}

test('every feed of the contract and every reason of quarantine has a name', () => {
  const feeds = said('etl/sources', /id: '((?:his|wecom|community|marketing|identity)\/\w+)'/g)
  expect(feeds.length).toBe(30)
  expect(feeds.map((id) => id.replace('/', '_')).filter((name) => !(name in zh.feeds))).toEqual([])
  const reasons = readFileSync('etl/land/reasons.ts', 'utf8').match(/\| '([\w-]+)'/g) ?? []
  expect(reasons.map((text) => text.slice(3, -1)).filter((code) => !(code in zh.quarantine))).toEqual([])
})

test('a space between Chinese and digits or a placeholder is thin; others stay', () => {
  expect(thinSpaced('近 30 天 A2 互动')).toBe('近\u200930\u2009天\u2009A2\u2009互动')
  expect(thinSpaced('共 {count} 人')).toBe('共\u2009{count}\u2009人')
  expect(thinSpaced('3 月 日活跃率')).toBe('3\u2009月 日活跃率')
  expect(thinSpaced('plain words 30')).toBe('plain words 30')
  expect(spacedMessages({ a: { b: '第 1 天' } })).toEqual({ a: { b: '第\u20091\u2009天' } })
})
