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
import { progressBar } from './bar.mjs'

const HOST = '127.0.0.1'
const NEXT = 'node_modules/next/dist/bin/next'
const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const started = Date.now()
/** What the build prints as it goes on, in order. */
const BUILD_STEPS = [
  [/Creating an optimized/, 'compiling'],
  [/Compiled/, 'checking types'],
  [/Collecting page data/, 'collecting pages'],
  [/Generating static pages/, 'writing pages'],
  [/Finalizing|Route \(app\)/, 'finishing'],
]
/** Longest wait for the pages; a slow machine gets the address all the same. */
const PATIENCE = 60_000

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
await build()
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
async function build() {
  const built = timeOf('.next/BUILD_ID')
  const sources = ['app', 'lib', 'public', 'next.config.ts', 'tsconfig.json', 'package-lock.json']
  if (built > 0 && sources.every((source) => newestIn(source) < built)) {
    step('Dashboard: built already')
    return
  }
  step('Building the dashboard')
  const bar = await progressBar('build', BUILD_STEPS.length)
  let said = ''
  const code = await output([NEXT, 'build'], (text) => {
    said += text
    const reached = BUILD_STEPS.findLastIndex(([sign]) => sign.test(said))
    if (reached >= 0) bar.to(reached, BUILD_STEPS[reached][1])
  })
  bar.end()
  if (code !== 0) fail(`${said.trimEnd()}\nBuilding the dashboard: failed; see the message above`)
}

/** Serves until Ctrl-C. The address is printed once the pages' figures are ready, so that nobody waits for the first. */
function serve() {
  step('Starting the server')
  const server = spawn(process.execPath, [NEXT, 'start', '-H', HOST, '-p', String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: environment(),
  })
  let isStopping = false
  let isUp = false
  server.stdout.on('data', async (chunk) => {
    if (isUp || !String(chunk).includes('Ready')) return
    isUp = true
    await warmUp()
    if (isStopping) return
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

/** Waits until the server has every page ready: its questions answered, and itself drawn once or more. */
async function warmUp() {
  const until = Date.now() + PATIENCE
  let bar
  for (;;) {
    const health = await fetch(`http://${HOST}:${port}/api/health`)
      .then((response) => response.json())
      .catch(() => null)
    const pages = health?.pages
    if (pages) {
      bar ??= await progressBar('pages', pages.of)
      bar.to(pages.ready, '')
    }
    if ((pages && pages.ready >= pages.of) || Date.now() > until) break
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  bar?.end()
}

/** Runs Node with its output handed on bit by bit. @returns the exit code */
function output(args, onText) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env: environment() })
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => onText(String(chunk)))
    child.on('close', resolve)
  })
}

function longrun(title, args) {
  run(title, ['etl/longrun.mjs', ...args])
}

/** One long step, its own progress shown; ends everything with one line when it fails. */
function run(title, args) {
  step(title)
  const { status, signal } = spawnSync(process.execPath, args, { stdio: 'inherit', env: environment() })
  if (signal) process.exit(130)
  if (status !== 0) fail(`${title}: failed; see the message above`)
}

function environment() {
  return { ...process.env, LONGRUN_DATA: data, NEXT_TELEMETRY_DISABLED: '1' }
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
