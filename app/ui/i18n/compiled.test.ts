import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import format from 'icu-minify/format'
import { createTranslator } from 'next-intl'
import { expect, test } from 'vitest'
import { CLIENT_NAMESPACES } from './client-namespaces.ts'
import { clientMessagesOf, messagesOf } from './compiled.ts'
import { en, zh } from './messages.ts'
import { type Messages, spacedMessages } from './spacing.ts'

/** Every leaf of a tree, by its dotted name. */
function leaves(messages: Messages, prefix = ''): [string, string][] {
  return Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'object' && !Array.isArray(value)
      ? leaves(value, `${prefix}${key}.`)
      : [[prefix + key, value as string] as [string, string]],
  )
}

const formatters = {
  getDateTimeFormat: (...args: ConstructorParameters<typeof Intl.DateTimeFormat>) => new Intl.DateTimeFormat(...args),
  getNumberFormat: (...args: ConstructorParameters<typeof Intl.NumberFormat>) => new Intl.NumberFormat(...args),
  getPluralRules: (...args: ConstructorParameters<typeof Intl.PluralRules>) => new Intl.PluralRules(...args),
}

test.each([['zh', spacedMessages(zh)] as const, ['en', en as Messages] as const])(
  'every message says the same compiled as parsed: %s',
  (language, messages) => {
    const parsed = createTranslator({ locale: language, messages }) as unknown as {
      rich(key: string, values: object): unknown
    }
    const compiled = new Map(leaves(messagesOf(language)))
    const different = leaves(messages).flatMap(([key, text]) => {
      const values = Object.fromEntries([...text.matchAll(/[{<](\w+)[}>]/g)].map((m) => [m[1] ?? '', `⟨${m[1]}⟩`]))
      for (const tag of text.matchAll(/<(\w+)>/g)) values[tag[1] ?? ''] = ((chunks: unknown) => chunks) as never
      const said = format(compiled.get(key) ?? '', language, values, { formatters })
      const expected = parsed.rich(key, values)
      return String([said].flat(9)) === String([expected].flat(9)) ? [] : [{ key, said, expected }]
    })
    expect(different).toEqual([])
  },
)

/** Files that run in the browser: those that say so, and what they import. */
function clientFiles(): Map<string, string> {
  const all = readdirSync('app', { recursive: true, encoding: 'utf8' }).filter((f) => /(?<!\.test)\.tsx?$/.test(f))
  const texts = new Map(all.map((f) => [join('app', f), readFileSync(join('app', f), 'utf8')]))
  const found = new Map([...texts].filter(([, text]) => text.startsWith("'use client'")))
  for (const [file, text] of found) {
    for (const [, path = ''] of text.matchAll(/^(?:import|export)(?! type)[^']*?from '(\.[^']+)'/gm)) {
      const target = join(dirname(file), path)
      if (existsSync(target) && texts.has(target)) found.set(target, texts.get(target) ?? '')
    }
  }
  return found
}

test('the browser gets the messages that its components ask for, and no others', () => {
  const asked = [...clientFiles().values()].flatMap((text) =>
    [...text.matchAll(/useTranslations\('([\w.]+)'\)/g)].map((m) => m[1] ?? ''),
  )
  const isWithin = (name: string) => CLIENT_NAMESPACES.some((n) => name === n || name.startsWith(`${n}.`))
  expect(asked.filter((name) => !isWithin(name))).toEqual([])
  expect(CLIENT_NAMESPACES.filter((n) => !asked.some((name) => name === n || name.startsWith(`${n}.`)))).toEqual([])
  const free = [...clientFiles()].filter(([, text]) => /useTranslations\((?!')/.test(text)).map(([file]) => file)
  expect(free).toEqual([])
  expect(JSON.stringify(clientMessagesOf('zh')).length).toBeLessThan(25_000)
})
