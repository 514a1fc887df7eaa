/**
 * Starts the command line from bundled files, made again whenever a source file changes: loading some hundred modules
 * one by one takes longer than most answers. Where no bundle can be written, it runs from the sources.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
// Files beside the sources are found from any folder, and from the bundle.
process.env.LONGRUN_CODE = ROOT
const CACHE = join(ROOT, 'node_modules', '.cache', 'longrun')
/** A process may still load pieces of a bundle that is out of date. */
const KEPT_FOR = 3_600_000

const bundle = await readyBundle().catch(() => null)
if (bundle) {
  await import(pathToFileURL(bundle).href)
} else {
  const { register } = await import('tsx/esm/api')
  register()
  await import('./cli.ts')
}

/** Path of the bundle of the sources as they are now. */
async function readyBundle() {
  const folder = join(CACHE, stamp())
  const entry = join(folder, 'cli.js')
  if (existsSync(entry)) return entry
  const draft = `${folder}.${process.pid}`
  const { build } = await import('esbuild')
  await build({
    entryPoints: [join(ROOT, 'etl', 'cli.ts')],
    outdir: draft,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'silent',
    // Native code stays where it is; sessions of the browser are the server's.
    external: ['@duckdb/node-bindings', '@libsql/client', './session.ts'],
    // Not by its own name: a package may import that too.
    banner: { js: "import { createRequire as r } from 'node:module'; const require = r(import.meta.url);" },
  })
  removeOld()
  try {
    renameSync(draft, folder)
  } catch (error) {
    // Another process was faster.
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(entry)) throw error
  }
  return entry
}

function removeOld() {
  mkdirSync(CACHE, { recursive: true })
  for (const name of readdirSync(CACHE)) {
    const path = join(CACHE, name)
    // Other processes tidy up and rename their drafts at the same time.
    const found = statSync(path, { throwIfNoEntry: false })
    if (found && Date.now() - found.mtimeMs > KEPT_FOR) rmSync(path, { recursive: true, force: true })
  }
}

/** Changes whenever a source file or a dependency does. */
function stamp() {
  const hash = createHash('sha1')
  const add = (path) => {
    const { mtimeMs, size } = statSync(path)
    hash.update(`${path}\0${mtimeMs}\0${size}\n`)
  }
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) walk(path)
      else if (entry.name.endsWith('.ts') || entry.name.endsWith('.mjs')) add(path)
    }
  }
  walk(join(ROOT, 'etl'))
  walk(join(ROOT, 'lib'))
  add(join(ROOT, 'package-lock.json'))
  return hash.digest('hex').slice(0, 16)
}
