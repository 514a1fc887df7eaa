/** What `npm test` and `npm run demo` need before any dependency exists. Plain Node. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'

/** Stops with one line when this Node is too old. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 9)) {
    fail(`Longrun needs Node 20.9 or newer; this is ${process.versions.node}`)
  }
}

/**
 * Installs the locked dependencies when they are missing or older than the lockfile. Not `npm ci`: it refuses a lockfile
 * without the binaries of other platforms, and a registry mirror may not carry them.
 */
export function installDependencies() {
  const installed = 'node_modules/.package-lock.json'
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync('package-lock.json').mtimeMs) return
  console.log('Installing dependencies')
  const options = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']
  if (!succeeds('npm', options)) fail('npm install failed; see its message above')
}

/** Path of Chromium, installed through apt-get where it is missing and that is possible; null otherwise. */
export function findChromium() {
  const found = which('chromium') ?? which('chromium-browser') ?? which('google-chrome')
  if (found) return found
  if (process.getuid?.() !== 0 || !which('apt-get')) return null
  console.log('Installing Chromium')
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  spawnSync('apt-get', ['update', '-qq'], quiet)
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], quiet)
  return which('chromium')
}

/** Runs a command with its output shown. */
function succeeds(command, args, env = {}) {
  return spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } }).status === 0
}

/** Runs a command beside others, its output shown as it comes. @returns a promise of whether it succeeded */
export function succeedsBeside(command, args, env = {}) {
  // Not the terminal itself: two reporters that rewrite their lines would overwrite each other.
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } })
  child.stdout.pipe(process.stdout, { end: false })
  child.stderr.pipe(process.stderr, { end: false })
  return new Promise((done) => {
    child.on('error', () => done(false))
    child.on('close', (code) => done(code === 0))
  })
}

/** Prints one line and ends with exit code 1. */
export function fail(line) {
  console.error(line)
  process.exit(1)
}

function which(name) {
  const found = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' })
  return found.status === 0 ? found.stdout.trim() : null
}
