import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTranslator } from 'next-intl'
import { expect, test } from 'vitest'
import { findingsOf } from '../../../lib/reports/findings.ts'
import { type Given, group, reportOf } from '../../../lib/reports/report.fixture.ts'
import { tablesOf } from '../../../lib/reports/tables.ts'
import { en, zh } from '../i18n/messages.ts'
import { reportWords, type Translate } from './words.ts'

const translator = (locale: 'zh' | 'en'): Translate => {
  const messages: Record<string, unknown> = locale === 'zh' ? zh : en
  return createTranslator({ locale, messages }) as unknown as Translate
}
const words = (locale: 'zh' | 'en') => reportWords(translator(locale), locale)

const retention: Given = { numerator: 90, denominator: 210, value: 90 / 210, low: 0.3628, high: 0.4969 }
const report = reportOf({
  retention: { ...retention, target: { above: 0.6 }, verdict: 'not_met', groups: [group('2025-12', retention)] },
  'retention@before': { value: 0.45 },
  'return-lift': {
    ...{ value: -0.05, low: -0.09, high: -0.01, denominator: 715, verdict: 'significantly_lower' },
    parts: { matchedPersons: 423, reasons: ['pre-existing-difference'] },
  },
  nps: { value: 0.067, low: 0.008, high: 0.126, denominator: 611, parts: { responseRate: 0.448 } },
  roi: { value: -0.2, parts: { gross: 0.8, incremental: { value: -0.9, low: -0.98, high: 0.1 } } },
  brand: { state: 'not_covered', missing: 'community/surveys' },
})

const sentence = (locale: 'zh' | 'en', id: string) => {
  const finding = findingsOf(report).find((f) => f.id === id)
  return finding && words(locale).sentence(finding)
}

test('a sentence carries its base: counts, share and interval, then the verdict', () => {
  expect(sentence('zh', 'retention')).toBe(
    '6 月在群留存率：210 人中 90 人（42.9%，区间 36.3–49.7%）；没有超过 60.0% 的目标，未达标。',
  )
  expect(sentence('en', 'retention')).toBe(
    'Retention at 6 months: 90 of 210 people (42.9%, interval 36.3–49.7%); not above the goal of 60.0%: not met.',
  )
})

test('a lower lift is said as such, with its reasons and without a cause', () => {
  const said = sentence('zh', 'return-lift')
  for (const part of ['−5.0', '显著更低', '就诊前已有差异', '不能说是社群造成的']) expect(said).toContain(part)
})

test('an interval below zero has a word between its bounds, not a dash', () => {
  expect(sentence('en', 'roi')).toContain('(interval −98.0% to 10.0%): not proven')
})

test('every sentence and label is written out in both languages', () => {
  for (const locale of ['zh', 'en'] as const) {
    const { sentence: write, label } = words(locale)
    const texts = [
      ...findingsOf(report).map(write),
      ...tablesOf(report).flatMap((table) => table.rows.map((row) => label(row.label))),
    ]
    for (const text of texts) expect(text).not.toMatch(/[{}]|reports\.|undefined/)
  }
})

test('every message that a finding can use is in the dictionary', () => {
  const folder = 'lib/reports/findings'
  const source = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'))
  const keys = source.flatMap((text) => [...text.matchAll(/clause\('([\w.]+)'/g)].map((match) => match[1] ?? ''))
  expect(keys.length).toBeGreaterThan(40)
  const t = translator('zh')
  expect(keys.filter((key) => !t.has(`reports.find.${key}`))).toEqual([])
})
