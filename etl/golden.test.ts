/** The golden hospitals, from drop files to answers: row accounts and every call whose metric the catalog has. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerMetric, type RawQuestion } from '../lib/metrics/answer.ts'
import { isMetricId } from '../lib/metrics/catalog.ts'
import { layoutOf } from '../lib/warehouse/layout.ts'
import { openCurrent, type Snapshot } from '../lib/warehouse/snapshot.ts'

const GOLDEN = resolve('../shared/golden')
const SETS = ['tiny', 'clinic', 'lift']

interface Call {
  args: string[]
  expect: Record<string, unknown>
  open?: boolean
}

/** Intervals and tests agree within 1e-6, everything else within 1e-9 (relative). */
const LOOSE = new Set(
  'low high se p holmP cmh mde80 eValue eValueCi rrLow rrHigh essControls maxSmd survival censored'.split(' '),
)

for (const set of SETS) {
  const folder = join(GOLDEN, set)
  describe.skipIf(!existsSync(folder))(`golden ${set} (skipped where ../shared/golden is absent)`, () => {
    const data = mkdtempSync(join(tmpdir(), `longrun-golden-${set}-`))
    const expected = existsSync(folder)
      ? (JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as {
          accounts: Record<string, Record<string, number>>
          calls: Call[]
        })
      : { accounts: {}, calls: [] }
    let report: { feeds: Record<string, Record<string, number>> }
    let snapshot: Snapshot & { close(): Promise<void> }

    beforeAll(async () => {
      const load = ['etl/longrun.mjs', 'etl', '--inbox', join(folder, 'inbox'), '--data', data, '--lenient', '--json']
      const run = spawnSync(process.execPath, load, { encoding: 'utf8', maxBuffer: 1 << 26 })
      if (run.status !== 0) throw new Error(run.stderr.trim().split('\n').pop())
      report = JSON.parse(run.stdout)
      snapshot = await openCurrent(layoutOf(data))
    })
    afterAll(async () => {
      await snapshot?.close()
      rmSync(data, { recursive: true, force: true })
    })

    test('row accounts of every feed', () => {
      for (const [feed, account] of Object.entries(expected.accounts)) {
        expect(report.feeds[feed], feed).toEqual(account)
        const { read, loaded, duplicate, superseded, quarantined } = account as Record<string, number>
        expect((loaded ?? 0) + (duplicate ?? 0) + (superseded ?? 0) + (quarantined ?? 0)).toBe(read)
      }
    })

    const calls = expected.calls.filter((call) => isMetricId(call.args[1] ?? ''))
    test.each(calls.map((call) => [call.args.slice(1).join(' '), call] as const))('%s', async (_, call) => {
      const answer = await answerMetric(snapshot.engine, snapshot.name, questionOf(call.args))
      const wrong: string[] = []
      const { groups, series, ...rest } = call.expect
      compare('', rest, answer, wrong)
      if (Array.isArray(groups)) compareRows('groups', groups, answer.groups ?? [], 'key', call.open ?? false, wrong)
      if (Array.isArray(series)) compareRows('series', series, answer.series ?? [], 'period', true, wrong)
      expect(wrong).toEqual([])
    })
  })
}

function questionOf(args: string[]): RawQuestion {
  const question: { -readonly [K in keyof RawQuestion]: RawQuestion[K] } = { metric: args[1] ?? '', asOf: '' }
  const where: [string, string][] = []
  for (let i = 2; i < args.length; i += 2) {
    const value = args[i + 1] ?? ''
    if (args[i] === '--as-of') question.asOf = value
    else if (args[i] === '--by') question.by = value
    else if (args[i] === '--from') question.from = value
    else if (args[i] === '--to') question.to = value
    else where.push([value.slice(0, value.indexOf('=')), value.slice(value.indexOf('=') + 1)])
  }
  return { ...question, where }
}

function compare(path: string, want: unknown, got: unknown, wrong: string[]): void {
  if (want !== null && typeof want === 'object' && !Array.isArray(want)) {
    const object = (got ?? {}) as Record<string, unknown>
    for (const [key, value] of Object.entries(want)) compare(`${path}.${key}`, value, object[key], wrong)
    return
  }
  const equal =
    want === null
      ? (got ?? null) === null
      : typeof want === 'number' && typeof got === 'number'
        ? isClose(want, got, path.slice(path.lastIndexOf('.') + 1))
        : want === got
  if (!equal) wrong.push(`${path}: expected ${JSON.stringify(want)}, got ${JSON.stringify(got)}`)
}

function isClose(want: number, got: number, name: string): boolean {
  const [relative, absolute] = LOOSE.has(name) ? [1e-6, 1e-9] : [1e-9, 1e-12]
  return Math.abs(want - got) <= Math.max(relative * Math.max(Math.abs(want), Math.abs(got)), absolute)
}

/** A group that is expected `empty` may be left out; one that is not expected may appear only if it holds nothing. */
function compareRows(
  path: string,
  want: Record<string, unknown>[],
  got: readonly object[],
  key: string,
  isOpen: boolean,
  wrong: string[],
): void {
  const left = new Map(
    got.map((row) => [String((row as Record<string, unknown>)[key]), row as Record<string, unknown>]),
  )
  for (const row of want) {
    const id = String(row[key])
    const found = left.get(id)
    left.delete(id)
    if (!found && row.state !== 'empty') wrong.push(`${path}[${id}]: missing`)
    if (found) compare(`${path}[${id}]`, row, found, wrong)
  }
  if (isOpen) return
  for (const [id, row] of left) if (row.value || row.numerator) wrong.push(`${path}[${id}]: not expected`)
}
