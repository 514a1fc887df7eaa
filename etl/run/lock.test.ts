import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type DataLayout, layoutOf } from '../../lib/warehouse/layout.ts'
import { RunError } from './error.ts'
import { takeLock } from './lock.ts'

let layout: DataLayout
const holders: ChildProcess[] = []

beforeEach(() => {
  layout = layoutOf(mkdtempSync(join(tmpdir(), 'longrun-lock-')))
})
afterEach(() => {
  for (const child of holders.splice(0)) child.kill('SIGKILL')
  rmSync(layout.root, { recursive: true })
})

/** Another process that takes the lock and keeps it until it is killed. */
async function holdElsewhere(): Promise<ChildProcess> {
  const script = join(layout.root, 'hold.mts')
  const here = import.meta.dirname
  writeFileSync(
    script,
    `import { takeLock } from '${join(here, 'lock.ts')}'
     import { layoutOf } from '${join(here, '../../lib/warehouse/layout.ts')}'
     await takeLock(layoutOf(${JSON.stringify(layout.root)}))
     process.stdout.write('held\\n')
     setInterval(() => undefined, 1000)`,
  )
  const child = spawn(process.execPath, ['--import', 'tsx', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  holders.push(child)
  await new Promise((resolve, reject) => {
    child.stdout?.once('data', resolve)
    child.once('exit', reject)
  })
  return child
}

const ended = (child: ChildProcess) => new Promise((resolve) => child.once('exit', resolve))

test('a second run is told who holds the lock and since when', async () => {
  const child = await holdElsewhere()
  const attempt = takeLock(layout)
  await expect(attempt).rejects.toBeInstanceOf(RunError)
  await expect(attempt).rejects.toThrow(
    new RegExp(`another run holds .*: process ${child.pid} on ${hostname()} since 20\\d\\d-\\d\\d-\\d\\dT[\\d:.]+Z`),
  )
})

test('kill -9 frees the lock, twice in a row', async () => {
  for (let i = 0; i < 2; i++) {
    const child = await holdElsewhere()
    await expect(takeLock(layout)).rejects.toThrow('another run')
    child.kill('SIGKILL')
    await ended(child)
    const lock = await takeLock(layout)
    await lock.release()
  }
})

test('in one process too there is one holder at a time, and releasing leaves no note behind', async () => {
  const lock = await takeLock(layout)
  await expect(takeLock(layout)).rejects.toThrow(`process ${process.pid}`)
  await lock.release()
  expect(existsSync(join(layout.warehouse, '.run.json'))).toBe(false)
  await (await takeLock(layout)).release()
})
