/**
 * npm run bench: what a load costs against DuckDB's bare load of the same files, and what each page costs against the
 * same answers computed from raw rows; on the demo hospital and on ten times the demo. Ratios of one run on one machine.
 * The table goes into docs/performance.md, between its markers. `npm run bench -- --quick` leaves the large one out.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { DuckDBInstance } from '@duckdb/node-api'
import type { RunReport } from '../etl/run/report.ts'
import { answerMetric } from '../lib/metrics/answer.ts'
import type { Answer } from '../lib/metrics/metric.ts'
import { openSnapshot } from '../lib/warehouse/duckdb.ts'
import { hospitalZone, layoutOf } from '../lib/warehouse/layout.ts'
import { openCurrent, SERVING } from '../lib/warehouse/snapshot.ts'
import { gatherPage, PAGES } from './pages.ts'
import { RAW } from './raw.ts'

const SIZES = [
  { name: 'demo', patients: 12_000 },
  { name: '10 × demo', patients: 120_000 },
]
const REPEATS = 5
/** Milliseconds after which a question is not repeated. */
const PATIENCE = 6000

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })
const lines: string[] = []
const begun = performance.now()
for (const size of SIZES.slice(0, values.quick ? 1 : undefined)) await benchmark(size)
writeTable(lines)
console.error(`took ${Math.round((performance.now() - begun) / 1000)} s`)

async function benchmark(size: { name: string; patients: number }): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'longrun-bench-'))
  const [inbox, data] = [join(folder, 'inbox'), join(folder, 'data')]
  console.error(`${size.name}: writing and loading ${size.patients} patients …`)
  longrun('demo-data', '--out', inbox, '--patients', String(size.patients))
  const started = performance.now()
  const report = JSON.parse(longrun('etl', '--inbox', inbox, '--data', data, '--json')) as RunReport
  const etl = performance.now() - started
  const bare = await bareLoad(inbox)
  const rss = `${Math.round(report.peakRss / 2 ** 20)} MB`
  row(size.name, `ETL: land, resolve, marts, check, publish (peak ${rss})`, etl, 'bare load of the same files', bare)
  await pages(size.name, data)
  rmSync(folder, { recursive: true, force: true })
}

/** Milliseconds that DuckDB alone needs to read the same text files into tables, without keys, checks or people. */
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
  const snapshot = await openCurrent(layoutOf(data))
  const asOf = snapshot.dataThrough
  if (!asOf) throw new Error('the demo has no dates')
  const temp = join(data, 'spill')
  const engine = await openSnapshot(snapshot.file, { zone: hospitalZone(), temp, ...SERVING })
  const raw = await (await DuckDBInstance.create(snapshot.file, { access_mode: 'READ_ONLY' })).connect()
  const day = `'${asOf}'::date`
  const times = new Map<string, { marts: number; raw: number }>()
  for (const [metric, query] of Object.entries(RAW)) {
    const answer = () => answerMetric(engine, snapshot.name, { metric, asOf })
    sameCounts(metric, await answer(), (await raw.runAndReadAll(query(day))).getRowObjectsJS()[0] ?? {})
    times.set(metric, { marts: await median(answer), raw: await median(() => raw.runAndReadAll(query(day))) })
  }
  for (const page of PAGES) {
    const questions = await gatherPage(page, snapshot, engine, asOf)
    const time = await median(() => gatherPage(page, snapshot, engine, asOf))
    row(size, `page ${page}: all its ${questions.length} answers, nothing cached`, time, '', 0)
    const both = [...times].filter(([metric]) => questions.some((q) => q.metric === metric))
    const sum = (from: 'marts' | 'raw') => both.reduce((total, [, t]) => total + t[from], 0)
    if (both.length === 0) continue
    row(size, `page ${page}: ${both.map(([m]) => m).join(', ')}`, sum('marts'), 'the same from raw rows', sum('raw'))
  }
  engine.close()
  await snapshot.close()
}

/** Stops the bench when marts and raw rows do not give the same counts. */
function sameCounts(metric: string, { overall }: Answer, want: Record<string, unknown>): void {
  const { numerator, denominator, value, parts } = overall
  const got: Record<string, unknown> = {
    ...(metric === 'pool' && { numerator: value, denominator: parts?.mau }),
    ...(metric === 'rhythm' && { numerator: value }),
    ...(metric !== 'pool' && metric !== 'rhythm' && { numerator, denominator }),
  }
  for (const [key, count] of Object.entries(want)) {
    if (count === got[key]) continue
    throw new Error(`${metric}.${key}: raw rows say ${String(count)}, marts say ${String(got[key])}`)
  }
}

/** Median of five times, or of as many as fit into some seconds. */
async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  const until = performance.now() + PATIENCE
  do {
    const started = performance.now()
    await work()
    times.push(performance.now() - started)
  } while (times.length < REPEATS && performance.now() < until)
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
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
