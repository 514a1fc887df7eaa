/** One demo hospital, loaded once, and one production server for all browser tests. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { accountsOf } from './signed-in.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the running dashboard, without a trailing slash. */
    base: string
    /** Data folder that it serves. */
    data: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'longrun-e2e-'))
  const data = join(folder, 'data')
  longrun('demo-data', '--out', join(folder, 'inbox'), '--patients', '6000')
  longrun('etl', '--inbox', join(folder, 'inbox'), '--data', data)
  const port = await freePort()
  const server = await startServer(data, port)
  project.provide('base', `http://127.0.0.1:${port}`)
  project.provide('data', data)
  return async () => {
    await stopServer(server)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs the command line and stops the tests with its own message when it fails. */
export function longrun(...args: string[]): string {
  const run = spawnSync(process.execPath, ['etl/longrun.mjs', ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 27,
  })
  if (run.status !== 0) throw new Error(`longrun ${args.join(' ')}: ${run.stderr.trim().split('\n').pop()}`)
  return run.stdout
}

/**
 * Starts the production build on a port, with the demo's accounts, and waits until it answers.
 * @param options `log` is the descriptor of an open file for all that the server writes; `warmUp` lets it get its pages
 * ready by itself, which takes a core that tests need for half a minute, and later again
 */
export async function startServer(
  data: string,
  port: number,
  { log, warmUp = false }: { log?: number; warmUp?: boolean } = {},
): Promise<ChildProcess> {
  longrun('demo-accounts', '--data', data)
  accountsOf.set(`http://127.0.0.1:${port}`, data)
  const server = spawn('node', ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', String(port)], {
    env: {
      ...process.env,
      LONGRUN_DATA: data,
      NODE_ENV: 'production',
      LONGRUN_WARM_UP: warmUp ? 'on' : 'off',
    },
    stdio: ['ignore', log ?? 'ignore', log ?? 'inherit'],
  })
  for (let attempt = 0; attempt < 120; attempt += 1) {
    // As nobody: a session cannot be had from a server that is not up.
    const answer = await fetch(`http://127.0.0.1:${port}/api/health`, { headers: { cookie: '' } }).catch(() => null)
    if (answer) return server
    await new Promise((done) => setTimeout(done, 250))
  }
  server.kill('SIGKILL')
  throw new Error('the server did not answer within 30 seconds; is there a production build (.next)?')
}

/** Ends a server; one that waits for idle connections is not waited for. */
export async function stopServer(server: ChildProcess | undefined): Promise<void> {
  if (!server || server.exitCode !== null || server.signalCode !== null) return
  const ended = new Promise<void>((done) => server.once('exit', () => done()))
  server.kill('SIGTERM')
  const patience = setTimeout(() => server.kill('SIGKILL'), 2000)
  await ended
  clearTimeout(patience)
}

/** A port that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
