/**
 * npm run demo: from a fresh clone to a dashboard on http://localhost:3000. Installs what is missing, writes the demo
 * hospital, loads it, builds and serves. Each step is skipped while what it would make is there and up to date.
 * Options of `longrun demo-data` are passed on: `npm run demo -- --patients 120000`.
 * Plain Node, as it runs before any dependency exists.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fail, installDependencies, requireNode } from '../../.ci/setup.mjs'

const HOST = '127.0.0.1'
const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const started = Date.now()

requireNode()
process.chdir(ROOT)
const data = resolve(process.env.LONGRUN_DATA || 'data')
const inbox = join(data, 'inbox')
const marker = join(data, 'demo.json')
const port = Number(process.env.PORT || 3000)
if (!Number.isInteger(port) || port < 1 || port > 65_535) fail(`PORT=${process.env.PORT} is no port number`)
if (!(await isFree(port)))
  fail(`Port ${port} is in use; stop what runs there, or choose another: PORT=3001 npm run demo`)

installDependencies()
loadHospital(process.argv.slice(2))
const accounts = makeAccounts()
build()
serve()

/** Writes and loads the demo hospital, unless the same one is loaded already. */
function loadHospital(args) {
  const hospital = JSON.stringify({ args, generator: digestOf('etl/demo') })
  const code = digestOf('etl', 'lib/warehouse')
  let known = readMarker()
  refuseToMix(known !== null)
  if (known?.hospital !== hospital || !known.isWritten || !existsSync(join(inbox, 'his'))) {
    remember({ hospital, isWritten: false })
    longrun('Writing the demo hospital', ['demo-data', '--out', inbox, ...args])
    known = { hospital, isWritten: true }
    remember(known)
  } else step('Demo hospital: written already')
  if (known.loadedBy === code && existsSync(join(data, 'warehouse', 'CURRENT'))) {
    step('Warehouse: loaded already')
    return
  }
  // Another hospital's rows, or another version's ledger, must not meet this one's.
  rmSync(join(data, 'warehouse'), { recursive: true, force: true })
  longrun('Loading it into the warehouse', ['etl', '--inbox', inbox, '--data', data])
  remember({ ...known, loadedBy: code })
}

/** One account a role; the table to print when the server is ready. */
function makeAccounts() {
  step('Accounts: one a role')
  const made = spawnSync(process.execPath, ['etl/longrun.mjs', 'demo-accounts', '--data', data], { encoding: 'utf8' })
  if (made.status !== 0) fail(`Accounts: ${made.stderr.trim()}`)
  return made.stdout
}

/** The demo never mixes with a hospital's own data, and never removes any. */
function refuseToMix(isDemo) {
  const own = filesIn(inbox).filter((file) => !basename(file).includes('-demo-'))
  const isLoaded = !isDemo && existsSync(join(data, 'warehouse', 'CURRENT'))
  if (own.length === 0 && !isLoaded) return
  fail(`${data} holds data of your own; give the demo a folder: LONGRUN_DATA=demo-data npm run demo`)
}

function readMarker() {
  try {
    return JSON.parse(readFileSync(marker, 'utf8'))
  } catch {
    return null
  }
}

function remember(state) {
  mkdirSync(data, { recursive: true })
  writeFileSync(marker, `${JSON.stringify(state)}\n`)
}

/** A production build, unless the last one is newer than every source. */
function build() {
  const built = timeOf('.next/BUILD_ID')
  const sources = ['app', 'lib', 'public', 'next.config.ts', 'tsconfig.json', 'package-lock.json']
  if (built > 0 && sources.every((source) => newestIn(source) < built)) {
    step('Dashboard: built already')
    return
  }
  run('Building the dashboard', ['node_modules/next/dist/bin/next', 'build'])
}

/** Serves until Ctrl-C. */
function serve() {
  step('Starting the server')
  const next = 'node_modules/next/dist/bin/next'
  const server = spawn(process.execPath, [next, 'start', '-H', HOST, '-p', String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LONGRUN_DATA: data, NEXT_TELEMETRY_DISABLED: '1' },
  })
  let isStopping = false
  let isReady = false
  server.stdout.on('data', (chunk) => {
    if (isReady || !String(chunk).includes('Ready')) return
    isReady = true
    console.log(`\nLongrun is ready: http://localhost:${port}`)
    console.log(`\nSign in as one of:\n${accounts}`)
    console.log('Every person, phone number and figure in it is fictional. Ctrl-C stops it.')
  })
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      isStopping = true
      server.kill('SIGTERM')
    })
  }
  server.on('exit', (code) => {
    const isStopped = isStopping || code === 0 || code === 130 || code === 143
    if (!isStopped) fail(`The server stopped by itself (exit code ${code}); see its message above`)
    process.exit(0)
  })
}

function longrun(title, args) {
  run(title, ['etl/longrun.mjs', ...args])
}

/** One long step, its own progress shown; ends everything with one line when it fails. */
function run(title, args) {
  step(title)
  const env = { ...process.env, LONGRUN_DATA: data, NEXT_TELEMETRY_DISABLED: '1' }
  const { status, signal } = spawnSync(process.execPath, args, { stdio: 'inherit', env })
  if (signal) process.exit(130)
  if (status !== 0) fail(`${title}: failed; see the message above`)
}

function step(title) {
  console.log(`[${((Date.now() - started) / 1000).toFixed(0).padStart(3)} s] ${title}`)
}

function isFree(number) {
  return new Promise((answer) => {
    const probe = createServer()
    probe.once('error', () => answer(false))
    probe.listen(number, HOST, () => probe.close(() => answer(true)))
  })
}

function filesIn(path) {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
}

function timeOf(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0
}

function newestIn(path) {
  return Math.max(0, ...filesIn(path).map(timeOf))
}

/** Digest of the sources in some folders: whatever they make is out of date when it changes. */
function digestOf(...folders) {
  const hash = createHash('sha256')
  const sources = folders.flatMap(filesIn).filter((file) => /(?<!\.test)\.(ts|mjs)$/.test(file))
  for (const file of sources.sort()) hash.update(file).update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}
