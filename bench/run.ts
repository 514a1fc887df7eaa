/**
 * npm run bench: what a load costs against DuckDB's bare load of the same files, and what each page costs against the
 * same answers computed from raw rows; on the demo hospital and on ten times the demo. Ratios of one run on one machine.
 * The table goes into docs/performance.md, between its markers.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { layoutOf } from '../lib/warehouse/layout.ts'
import { openCurrent } from '../lib/warehouse/snapshot.ts'
import { gatherPage, PAGES } from './pages.ts'
import { RAW } from './raw.ts'

const SIZES = [
  { name: 'demo', patients: 12_000 },
  { name: '10 × demo', patients: 120_000 },
]
const REPEATS = 5

const lines: string[] = []
for (const size of SIZES) await benchmark(size)
writeTable(lines)

async function benchmark(size: { name: string; patients: number }): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'longrun-bench-'))
  const [inbox, data] = [join(folder, 'inbox'), join(folder, 'data')]
  longrun('demo-data', '--out', inbox, '--patients', String(size.patients))
  const started = performance.now()
  const report = JSON.parse(longrun('etl', '--inbox', inbox, '--data', data, '--json')) as { peakRss: number }
  const etl = performance.now() - started
  const bare = await bareLoad(inbox)
  const rss = `${Math.round(report.peakRss / 2 ** 20)} MB`
  row(size.name, `ETL: land, resolve, marts, check, publish (peak ${rss})`, etl, 'bare load of the same files', bare)
  await pages(size.name, data)
  rmSync(folder, { recursive: true, force: true })
}

/** Seconds that DuckDB alone needs to read the same text files into tables, without keys, checks or people. */
async function bareLoad(inbox: string): Promise<number> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const files = readdirSync(inbox, { recursive: true, encoding: 'utf8' }).map((name) => join(inbox, name))
  let total = 0
  for (const [index, file] of files.entries()) {
    if (!statSync(file).isFile() || statSync(file).size === 0 || file.endsWith('.xlsx')) continue
    const reader = /\.(jsonl|ndjson)(\.gz)?$/.test(file) ? 'read_json' : 'read_csv'
    const options =
      reader === 'read_json' ? `format = 'newline_delimited', ignore_errors = true` : 'ignore_errors = true'
    const started = performance.now()
    try {
      await connection.run(`create table t${index} as select * from ${reader}('${file}', ${options})`)
      total += performance.now() - started
    } catch {
      console.error(`left out of the bare load (DuckDB cannot read it): ${file.slice(inbox.length + 1)}`)
    }
  }
  return total
}

async function pages(size: string, data: string): Promise<void> {
  const layout = layoutOf(data)
  const snapshot = await openCurrent(layout)
  const asOf = snapshot.dataThrough
  if (!asOf) throw new Error('the demo has no dates')
  const raw = await (await DuckDBInstance.create(snapshot.file, { access_mode: 'READ_ONLY' })).connect()
  const rawTime = new Map<string, number>()
  for (const [metric, query] of Object.entries(RAW)) {
    await sameAnswer(metric, snapshot, raw, query(`'${asOf}'::date`))
    rawTime.set(metric, await median(() => raw.runAndReadAll(query(`'${asOf}'::date`)).then(() => undefined)))
  }
  for (const page of PAGES) {
    const metrics = new Set<string>()
    const time = await median(() => gatherPage(page, snapshot, asOf, metrics))
    const counterparts = [...metrics].filter((m) => rawTime.has(m))
    const other = counterparts.reduce((sum, m) => sum + (rawTime.get(m) ?? 0), 0)
    row(size, `page ${page}, nothing cached`, time, `raw rows, only its ${counterparts.join(', ') || '–'}`, other)
  }
  await snapshot.close()
}

/** Stops the bench when marts and raw rows do not give the same counts. */
async function sameAnswer(
  metric: string,
  snapshot: Awaited<ReturnType<typeof openCurrent>>,
  raw: DuckDBConnection,
  query: string,
): Promise<void> {
  const { answerMetric } = await import('../lib/metrics/answer.ts')
  const answer = await answerMetric(snapshot.engine, snapshot.name, { metric, asOf: snapshot.dataThrough ?? '' })
  const [want] = (await raw.runAndReadAll(query)).getRowObjectsJS() as { numerator: number; denominator?: number }[]
  const { numerator, denominator, value, parts } = answer.overall
  const got =
    metric === 'pool'
      ? { numerator: value, denominator: parts?.mau }
      : metric === 'rhythm'
        ? { numerator: value }
        : { numerator, denominator }
  for (const key of Object.keys(want ?? {}) as ('numerator' | 'denominator')[]) {
    if (want?.[key] !== (got as Record<string, unknown>)[key]) {
      throw new Error(
        `${metric}.${key}: raw rows say ${want?.[key]}, marts say ${(got as Record<string, unknown>)[key]}`,
      )
    }
  }
}

async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < REPEATS; i += 1) {
    const started = performance.now()
    await work()
    times.push(performance.now() - started)
  }
  return times.sort((a, b) => a - b)[Math.floor(REPEATS / 2)] ?? 0
}

function row(size: string, what: string, ours: number, against: string, theirs: number): void {
  const ratio = theirs > 0 ? `${(ours / theirs).toPrecision(2)} ×` : '–'
  const line = `| ${size} | ${what} | ${ms(ours)} | ${against} | ${theirs > 0 ? ms(theirs) : '–'} | ${ratio} |`
  console.log(line)
  lines.push(line)
}

function ms(time: number): string {
  return time >= 10_000 ? `${(time / 1000).toFixed(1)} s` : `${Math.round(time)} ms`
}

function writeTable(rows: string[]): void {
  const file = 'docs/performance.md'
  const [head = '', , tail = ''] = readFileSync(file, 'utf8').split(/<!-- bench -->/)
  const table = ['| size | what | time | against | time | ratio |', '|---|---|---:|---|---:|---:|', ...rows].join('\n')
  writeFileSync(file, `${head}<!-- bench -->\n${table}\n<!-- bench -->${tail}`)
}

function longrun(...args: string[]): string {
  const run = spawnSync('npm', ['run', '-s', 'longrun', '--', ...args], { encoding: 'utf8', maxBuffer: 1 << 28 })
  if (run.status !== 0) throw new Error(`longrun ${args.join(' ')}: ${run.stderr.trim().split('\n').pop()}`)
  return run.stdout
}
