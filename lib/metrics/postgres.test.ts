/**
 * Every metric on a second engine: the same snapshot in DuckDB and in a real PostgreSQL 15 gives the same objects and
 * lists, for every parameter, breakdown and filter. Needs Debian's PostgreSQL 15; where it is missing the skip says so.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Engine } from '../warehouse/engine.ts'
import { hospitalZone, layoutOf } from '../warehouse/layout.ts'
import { openPostgres, type PostgresEngine } from '../warehouse/postgres.ts'
import { type OpenedSnapshot, openCurrent } from '../warehouse/snapshot.ts'
import { copyMarts, postgresMissing, startPostgres, type TestPostgres } from '../warehouse/test-postgres.ts'
import { answerMetric, listPeople, type RawQuestion } from './answer.ts'
import { METRIC_IDS, type MetricId, roomOf } from './catalog.ts'
import { type Definition, type Parameter, QuestionError } from './metric.ts'
import { addDays } from './shared/days.ts'

const missing = postgresMissing()
const TINY = resolve('../shared/golden/tiny')

interface World {
  name: string
  /** Writes the drop files, or names where they lie. */
  inbox(scratch: string): string
  asOf(snapshot: OpenedSnapshot): string[]
  /** Calls of known answers, asked too. */
  calls: string[][]
}

const DEMO: World = {
  name: 'a small demo hospital',
  inbox(scratch) {
    const out = join(scratch, 'inbox')
    longrun(['demo-data', '--out', out, '--patients', '400', '--months', '15'])
    return out
  },
  asOf: ({ dataThrough }) => (dataThrough ? [dataThrough] : []),
  calls: [],
}

const GOLDEN: World = {
  name: 'golden tiny',
  inbox: () => join(TINY, 'inbox'),
  asOf: () => ['2026-06-30'],
  calls: existsSync(TINY) ? goldenCalls() : [],
}

/** Questions by hand that no single choice makes: parameters that only together mean something. */
const COMBINED: Partial<Record<MetricId, [string, string][][]>> = {
  retention: [
    [
      ['level', 'group'],
      ['kind', 'continuous'],
    ],
    [
      ['months', '1'],
      ['curve', 'on'],
    ],
    [['months', '24']],
  ],
  cohorts: [
    [
      ['measure', 'active'],
      ['grain', 'week'],
    ],
    [
      ['measure', 'active'],
      ['k', '0'],
    ],
    [['k', '6']],
  ],
  ltv: [
    [
      ['anchor', 'visit'],
      ['population', 'others'],
    ],
  ],
  'tier-flow': [
    [
      ['fromTier', 'silver'],
      ['toTier', 'left'],
    ],
    [['fromTier', 'outside']],
  ],
  'return-interval': [
    [
      ['curve', 'on'],
      ['months', '6'],
    ],
  ],
  health: [
    [
      ['band', '1'],
      ['method', 'any'],
    ],
  ],
  'active-retention': [
    [
      ['day', '7'],
      ['style', 'bracket'],
    ],
    [
      ['day', '30'],
      ['style', 'rolling'],
    ],
    [['day', '14']],
  ],
}

for (const world of [GOLDEN, DEMO]) {
  const absent = world === GOLDEN && !existsSync(TINY)
  const why = missing ?? (absent ? '../shared/golden is absent' : null)
  describe.skipIf(why !== null)(`${world.name} in PostgreSQL 15${why ? ` (skipped: ${why})` : ''}`, () => {
    let scratch: string
    let snapshot: OpenedSnapshot
    let server: TestPostgres
    let postgres: PostgresEngine

    beforeAll(async () => {
      scratch = mkdtempSync(join(tmpdir(), 'longrun-parity-'))
      const data = join(scratch, 'data')
      longrun(['etl', '--inbox', world.inbox(scratch), '--data', data, '--lenient', '--json'])
      snapshot = await openCurrent(layoutOf(data))
      server = await startPostgres()
      await copyMarts(snapshot.engine, server.connection)
      postgres = openPostgres({ connection: server.connection, zone: hospitalZone(), timeout: 60_000 })
    }, 300_000)

    afterAll(async () => {
      await postgres?.close()
      await server?.stop()
      await snapshot?.close()
      if (scratch) rmSync(scratch, { recursive: true, force: true })
    })

    test.each(METRIC_IDS)(
      '%s',
      async (id) => {
        const { definition } = await roomOf(id)
        const questions = [...golden(world, id)]
        for (const asOf of world.asOf(snapshot))
          questions.push(...(await everyQuestion(snapshot.engine, definition, asOf)))
        const { wrong, answered } = await differences(snapshot.engine, postgres, questions)
        expect(wrong.slice(0, 20)).toEqual([])
        expect(answered).toBeGreaterThan(0)
      },
      600_000,
    )

    test('the comparison sees a single stay less', async () => {
      const client = new pg.Client(server.connection)
      await client.connect()
      await client.query('delete from stay where start_at = (select min(start_at) from stay)')
      await client.end()
      const [asOf = ''] = world.asOf(snapshot)
      const { wrong } = await differences(snapshot.engine, postgres, [{ metric: 'retention', asOf }])
      expect(wrong.length).toBeGreaterThan(0)
    })
  })
}

/** Where the two engines do not agree, and how many questions had an answer rather than a refusal. */
async function differences(duckdb: Engine, postgres: Engine, questions: readonly Question[]) {
  const wrong: string[] = []
  let answered = 0
  for (const question of questions) {
    const [a, b] = await Promise.all([ask(duckdb, question), ask(postgres, question)])
    if (typeof a === 'object') answered++
    compare(nameOf(question), a, b, wrong)
  }
  return { wrong, answered }
}

type Question = RawQuestion & { list?: string }

/**
 * The defaults with every breakdown, filter, list and, where there is one, a period; then every value of every parameter
 * once, with a list, a breakdown and a filter in turn.
 */
async function everyQuestion(engine: Engine, definition: Definition, asOf: string): Promise<Question[]> {
  const metric = definition.id as MetricId
  const { breakdowns, lists, parameters, hasPeriod } = definition
  const filters = await filtersOf(engine, definition, asOf)
  const settings: [string, string][][] = [
    ...parameters.flatMap((p) => valuesOf(p).map((value): [string, string][] => [[p.name, value]])),
    ...(COMBINED[metric] ?? []),
  ]
  const period = hasPeriod ? { from: addDays(asOf, -89), to: asOf } : {}
  const first = { metric, asOf, where: [] as [string, string][] }
  return [
    first,
    ...(hasPeriod ? [{ ...first, ...period }] : []),
    ...breakdowns.map((by) => ({ ...first, by })),
    ...filters.map((filter) => ({ ...first, where: [filter] })),
    ...lists.map((list) => ({ ...first, list })),
    ...settings.flatMap((where, i): Question[] => [
      { metric, asOf, where, ...inTurn(breakdowns, i, (by) => ({ by })) },
      { metric, asOf, where, ...period, ...inTurn(breakdowns, i + 1, (by) => ({ by })) },
      { metric, asOf, where: [...where, ...filters.slice(i % filters.length).slice(0, 1)] },
      ...(lists.length > 0 ? [{ metric, asOf, where, ...inTurn(lists, i, (list) => ({ list })) }] : []),
    ]),
  ]
}

function inTurn<T>(values: readonly string[], turn: number, use: (value: string) => T): T | undefined {
  const value = values[turn % values.length]
  return value === undefined ? undefined : use(value)
}

function valuesOf({ values, integer }: Parameter): readonly string[] {
  if (values) return values.slice(1)
  return integer ? [...new Set([integer.min, Math.min(integer.default + 2, integer.max)])].map(String) : []
}

/** One value that occurs for every filter that is also a breakdown; one that may not for the others. */
async function filtersOf(engine: Engine, definition: Definition, asOf: string): Promise<[string, string][]> {
  const found: [string, string][] = []
  for (const key of definition.filters) {
    const isKnown = definition.breakdowns.includes(key)
    const answer = isKnown ? await answerMetric(engine, 'S', { metric: definition.id, asOf, by: key }) : null
    found.push([key, answer?.groups?.at(-1)?.key ?? 'unknown'])
  }
  return found
}

/** The answer or the list; a question that makes no sense gives its one line. */
async function ask(engine: Engine, question: Question): Promise<unknown> {
  try {
    const { list, ...raw } = question
    return list === undefined ? await answerMetric(engine, 'S', raw) : await listPeople(engine, raw, list)
  } catch (error) {
    if (error instanceof QuestionError) return error.message
    throw new Error(`${nameOf(question)} on ${engine.dialect.name}: ${String(error)}`, { cause: error })
  }
}

function nameOf({ metric, asOf, where = [], by, from, to, list }: Question): string {
  const words = [metric, asOf, ...where.map(([key, value]) => `${key}=${value}`)]
  return [...words, by && `by ${by}`, from && `${from}..${to}`, list && `list ${list}`].filter(Boolean).join(' ')
}

/** Deep equality, numbers within 1e-9 of each other. */
function compare(path: string, a: unknown, b: unknown, wrong: string[]): void {
  if (typeof a === 'number' && typeof b === 'number') {
    if (Math.abs(a - b) > Math.max(1e-9 * Math.max(Math.abs(a), Math.abs(b)), 1e-12)) wrong.push(`${path}: ${a}, ${b}`)
  } else if (a !== null && b !== null && typeof a === 'object' && typeof b === 'object') {
    const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>]
    for (const key of new Set([...Object.keys(x), ...Object.keys(y)])) compare(`${path} .${key}`, x[key], y[key], wrong)
  } else if (a !== b) wrong.push(`${path}: ${JSON.stringify(a)}, ${JSON.stringify(b)}`)
}

function longrun(args: string[]): void {
  const run = spawnSync(process.execPath, ['etl/longrun.mjs', ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  if (run.status !== 0) throw new Error(`longrun ${args[0]}: ${run.stderr.trim().split('\n').pop()}`)
}

function goldenCalls(): string[][] {
  const { calls } = JSON.parse(readFileSync(join(TINY, 'expected.json'), 'utf8')) as { calls: { args: string[] }[] }
  return calls.map((call) => call.args.slice(1))
}

function golden(world: World, id: MetricId): Question[] {
  return world.calls
    .filter(([metric]) => metric === id)
    .map((args) => {
      const valuesAfter = (flag: string) => args.filter((_, i) => args[i - 1] === flag)
      const where = valuesAfter('--where').map((word): [string, string] => {
        const at = word.indexOf('=')
        return [word.slice(0, at), word.slice(at + 1)]
      })
      const [asOf = ''] = valuesAfter('--as-of')
      const [[by], [from], [to]] = [valuesAfter('--by'), valuesAfter('--from'), valuesAfter('--to')]
      return { metric: id, asOf, where, ...(by && { by }), ...(from && { from }), ...(to && { to }) }
    })
}
