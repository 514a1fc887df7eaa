/** Loads that die, meet each other, or run out of disk: the current snapshot stays, and the next load makes everything good. */
import { execFileSync, spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { sql } from 'drizzle-orm'
import { getTableConfig } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { answerMetric } from '../../lib/metrics/answer.ts'
import { columnsOf } from '../../lib/warehouse/ddl.ts'
import { type DataLayout, layoutOf } from '../../lib/warehouse/layout.ts'
import { MARTS } from '../../lib/warehouse/schema.ts'
import { openCurrent, type Snapshot } from '../../lib/warehouse/snapshot.ts'

const START = resolve(import.meta.dirname, '../longrun.mjs')
const KILLER = resolve(import.meta.dirname, 'kill-in-stage.mjs')
const STAGES = ['land', 'stage', 'build', 'checkpoint', 'verify', 'publish']
/** Each case runs several loads, each in a process of its own. */
const PATIENCE = 600_000
vi.setConfig({ testTimeout: PATIENCE, hookTimeout: PATIENCE })

const work = mkdtempSync(join(tmpdir(), 'longrun-recovery-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))

interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

interface Watch {
  /** Kill -9 once this stage has begun, after some more milliseconds. */
  killIn?: { stage: string; after: number }
  /** Called once the first stage has begun; the load stands still until it is done. */
  onStart?: () => Promise<void>
}

/** Runs one load in a process of its own. */
function etl(inbox: string, data: string, watch: Watch = {}): Promise<Ended> {
  const { killIn, onStart } = watch
  const args = [START, 'etl', '--inbox', inbox, '--data', data, '--json']
  const child = killIn
    ? spawn(process.execPath, ['--import', KILLER, ...args], {
        env: { ...process.env, KILL_IN: `${killIn.stage}:${killIn.after}` },
      })
    : spawn(process.execPath, args)
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (data) => {
    stdout += data
  })
  child.stderr.once('data', () => {
    if (!onStart) return
    child.kill('SIGSTOP')
    void onStart().finally(() => child.kill('SIGCONT'))
  })
  child.stderr.on('data', (data) => {
    stderr += data
  })
  return new Promise((done) => child.on('close', (code) => done({ code, stdout, stderr })))
}

const lines = (header: string, rows: string[]) => `${[header, ...rows].join('\n')}\n`
const range = (n: number) => Array.from({ length: n }, (_, i) => i)
const two = (n: number) => String(n).padStart(2, '0')

/** Days of the first, then of the second delivery: new visits and messages, corrected patients, repeated members. */
function writeInbox(folder: string, part: 1 | 2): void {
  for (const system of ['his', 'wecom', 'community', 'identity']) mkdirSync(join(folder, system), { recursive: true })
  const put = (name: string, text: string) => writeFileSync(join(folder, `${name}-${part}.csv`), text)
  const month = part === 1 ? '2026-05' : '2026-06'
  put(
    'his/patients',
    lines(
      'patient_id,name,sex,payer',
      range(300).map((i) => `P${i},测试${i},F,${part === 1 ? 'self' : 'basic'}`),
    ),
  )
  put(
    'his/visits',
    lines(
      'visit_id,patient_id,visited_at,disease',
      range(2000).map((i) => `V${part}-${i},P${i % 300},${month}-${two(1 + (i % 28))}T09:00:00,diabetes`),
    ),
  )
  put(
    'wecom/members',
    lines(
      'group_id,member_id,joined_at',
      range(200).map((i) => `G${i % 4},M${i},2025-${two(1 + (i % 12))}-05 08:00:00`),
    ),
  )
  put(
    'community/messages',
    lines(
      'message_id,group_id,member_id,sent_at',
      range(3000).map(
        (i) => `T${part}-${i},G${(i % 200) % 4},M${i % 200},${month}-${two(1 + (i % 28))} 10:${two(i % 60)}:00`,
      ),
    ),
  )
  put(
    'identity/links',
    lines(
      'member_id,patient_id',
      range(100).map((i) => `M${i},P${i}`),
    ),
  )
}

/** Everything that a reader could see in a snapshot, but for what differs by run: names, instants, run ids. */
async function contentsOf(layout: DataLayout): Promise<Record<string, unknown>> {
  const snapshot = await openCurrent(layout)
  try {
    const contents: Record<string, unknown> = {
      retention: await metric(snapshot, 'retention'),
      pool: await metric(snapshot, 'pool'),
    }
    for (const table of MARTS) {
      const { name } = getTableConfig(table)
      const columns = columnsOf(table).filter((c) => !['landed_at', 'run_id', 'snapshot', 'built_at'].includes(c))
      const row = sql.raw(columns.map((c) => `"${c}"`).join(', '))
      contents[name] = await snapshot.engine.query(
        sql`select count(*) as rows, bit_xor(hash(${row}))::varchar as content from ${sql.raw(name)}`,
      )
    }
    return contents
  } finally {
    await snapshot.close()
  }
}

async function metric(snapshot: Snapshot, id: string): Promise<unknown> {
  const { snapshot: _, ...answer } = await answerMetric(snapshot.engine, snapshot.name, {
    metric: id,
    asOf: '2026-06-20',
    by: 'group',
  })
  return answer
}

const segmentsOf = (layout: DataLayout) => readdirSync(layout.segments).sort()
const currentOf = (layout: DataLayout) => readFileSync(layout.current, 'utf8')

describe('after a first and a second delivery', () => {
  const first = join(work, 'first')
  const both = join(work, 'both')
  const undisturbed = layoutOf(join(work, 'undisturbed'))
  const data = layoutOf(join(work, 'data'))
  let expected: Record<string, unknown>
  let before: Record<string, unknown>

  beforeAll(async () => {
    writeInbox(first, 1)
    writeInbox(both, 1)
    writeInbox(both, 2)
    for (const { root } of [undisturbed, data]) expect(await etl(first, root)).toMatchObject({ code: 0 })
    before = await contentsOf(data)
    const { code, stdout } = await etl(both, undisturbed.root)
    expect(code).toBe(0)
    expect(JSON.parse(stdout).feeds).toEqual({
      // 300 + 300: the first file's bytes are known, the second one corrects every patient.
      'his/patients': { read: 600, loaded: 300, duplicate: 300, superseded: 0, quarantined: 0 },
      'his/visits': { read: 4000, loaded: 2000, duplicate: 2000, superseded: 0, quarantined: 0 },
      'wecom/members': { read: 400, loaded: 0, duplicate: 400, superseded: 0, quarantined: 0 },
      'community/messages': { read: 6000, loaded: 3000, duplicate: 3000, superseded: 0, quarantined: 0 },
      'identity/links': { read: 200, loaded: 0, duplicate: 200, superseded: 0, quarantined: 0 },
    })
    expected = await contentsOf(undisturbed)
    expect(expected).not.toEqual(before)
  })

  test.each(STAGES)(
    'kill -9 in %s, twice: the snapshot is untouched, the next run gives what an undisturbed one gives',
    async (stage) => {
      const own = layoutOf(join(work, `killed-${stage}`))
      execFileSync('cp', ['-r', data.root, own.root])
      const pointer = currentOf(own)
      for (const after of [0, 60]) {
        const killed = await etl(both, own.root, { killIn: { stage, after } })
        const isUntouched = currentOf(own) === pointer
        if (after === 0) expect([killed.code, isUntouched], killed.stderr).toEqual([null, true])
        // A little later the run may have published, or be over: then the new snapshot must be whole.
        expect(await contentsOf(own)).toEqual(isUntouched ? before : expected)
      }
      const last = await etl(both, own.root)
      expect(last.code, last.stderr).toBe(0)
      expect(await contentsOf(own)).toEqual(expected)
      const left = readdirSync(own.warehouse).filter((name) => name.startsWith('.build') || name.endsWith('.tmp'))
      expect(left).toEqual([])
      const named: string[] = JSON.parse(readFileSync(own.manifest, 'utf8')).segments.map(
        (s: { name: string }) => s.name,
      )
      expect(segmentsOf(own)).toEqual(named.sort())
      rmSync(own.root, { recursive: true })
    },
  )

  test('a run that died between ledger and pointer: the next one, with nothing new, publishes what it had landed', async () => {
    const own = layoutOf(join(work, 'between'))
    execFileSync('cp', ['-r', data.root, own.root])
    const pointer = currentOf(own)
    expect(await etl(both, own.root)).toMatchObject({ code: 0 })
    writeFileSync(own.current, pointer)
    expect(await contentsOf(own)).toEqual(before)
    const again = await etl(both, own.root)
    expect(JSON.parse(again.stdout).feeds['his/visits']).toMatchObject({ read: 4000, loaded: 0, duplicate: 4000 })
    expect(await contentsOf(own)).toEqual(expected)
  })

  test('two runs at once: the second says who holds the lock and leaves with 1, the first ends well', async () => {
    const own = layoutOf(join(work, 'two'))
    execFileSync('cp', ['-r', data.root, own.root])
    let refused: Ended | undefined
    const first = await etl(both, own.root, {
      onStart: async () => {
        refused = await etl(both, own.root)
      },
    })
    expect(refused?.code).toBe(1)
    expect(refused?.stderr).toMatch(/^longrun: another run holds .*: process \d+ on .+ since 20.+\n$/)
    expect(first.code).toBe(0)
    expect(await contentsOf(own)).toEqual(expected)
  })

  test('a limit that is broken: nothing is published, nothing is landed, and --lenient is named as the way', async () => {
    const own = layoutOf(join(work, 'limits'))
    execFileSync('cp', ['-r', data.root, own.root])
    const pointer = currentOf(own)
    const inbox = join(work, 'bad')
    mkdirSync(join(inbox, 'his'), { recursive: true })
    const rows = range(100).map((i) => `W${i},P1,${i < 3 ? '2026-02-30' : '2026-06-01'} 09:00:00`)
    writeFileSync(join(inbox, 'his/visits-bad.csv'), lines('visit_id,patient_id,visited_at', rows))
    for (let i = 0; i < 2; i++) {
      const run = await etl(inbox, own.root)
      expect(run).toMatchObject({ code: 1, stdout: '' })
      expect(run.stderr.trim().split('\n').pop()).toMatch(
        /^longrun: nothing is published: his\/visits: 3 of 100 rows \(3.0 %\) are in quarantine, more than 2.0 %; .*--lenient$/,
      )
      expect(currentOf(own)).toBe(pointer)
    }
  })
})

const disk = join(work, 'disk')

/** A small file system of its own, which a test can fill. */
function mountSmallDisk(): void {
  mkdirSync(disk, { recursive: true })
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=96m', 'tmpfs', disk], { stdio: 'ignore' })
}

function canMount(): boolean {
  try {
    mountSmallDisk()
    execFileSync('umount', [disk])
    return true
  } catch {
    return false
  }
}

const isPossible = process.platform === 'linux' && canMount()

describe.skipIf(!isPossible)('a full disk (skipped where no tmpfs can be mounted: needs root)', () => {
  beforeAll(mountSmallDisk)
  afterAll(() => {
    execFileSync('umount', [disk])
  })

  test('at three degrees of fullness: one line, the old snapshot answers, and with space again nothing is lost', async () => {
    const first = join(work, 'disk-first')
    const both = join(work, 'disk-both')
    writeInbox(first, 1)
    writeInbox(both, 1)
    writeInbox(both, 2)
    const layout = layoutOf(join(disk, 'data'))
    const reference = layoutOf(join(work, 'disk-reference'))
    for (const { root } of [layout, reference]) expect(await etl(first, root)).toMatchObject({ code: 0 })
    expect(await etl(both, reference.root)).toMatchObject({ code: 0 })
    const before = await contentsOf(layout)
    const pointer = currentOf(layout)
    const filler = join(disk, 'filler')
    for (const kilobytes of [16, 400, 4000]) {
      rmSync(filler, { force: true })
      const { bavail, bsize } = statfsSync(disk)
      writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - kilobytes * 1024)))
      const run = await etl(both, layout.root)
      expect(run).toMatchObject({ code: 1, stdout: '' })
      const said = run.stderr.split('\n').filter((line) => line.startsWith('longrun: '))
      expect(said).toHaveLength(1)
      expect(said[0]).toMatch(/space|disk|full/i)
      expect(currentOf(layout)).toBe(pointer)
      expect(await contentsOf(layout)).toEqual(before)
    }
    rmSync(filler)
    expect(await etl(both, layout.root)).toMatchObject({ code: 0 })
    expect(await contentsOf(layout)).toEqual(await contentsOf(reference))
    expect(existsSync(join(layout.warehouse, '.run.json'))).toBe(false)
  })
})
