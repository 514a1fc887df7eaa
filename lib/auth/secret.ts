/** The key that signs session cookies: made at the first start, kept in the data folder for the owner's eyes only. */
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { layoutOf } from '../warehouse/layout.ts'

const SHORTEST = 32
const FEWEST_DIFFERENT = 12
const KNOWN = /secret|change.?me|password|example|default|better.?auth|0123456789|abcdefghij/i

/** The secret is too weak to start with. */
export class WeakSecret extends Error {
  override name = 'WeakSecret'
}

/**
 * LONGRUN_SECRET where it is set, else the file `auth.secret`, which is made when it is missing.
 * @throws WeakSecret rather than sign cookies with something that can be guessed
 */
export function readSecret(folder = layoutOf().appState, given = process.env.LONGRUN_SECRET): string {
  return given === undefined ? kept(join(folder, 'auth.secret'), folder) : strong(given, 'LONGRUN_SECRET')
}

/** The key of the marks on exported rows: one for good, as a row may turn up years later. */
export function readTraceKey(folder = layoutOf().appState): string {
  return kept(join(folder, 'trace.secret'), folder)
}

function kept(file: string, folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    writeFileSync(file, `${randomBytes(48).toString('base64url')}\n`, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600)
  }
  return strong(readFileSync(file, 'utf8').trim(), file)
}

function strong(secret: string, source: string): string {
  const remedy = `make one with: openssl rand -base64 48`
  if (secret.length < SHORTEST) throw new WeakSecret(`${source} is shorter than ${SHORTEST} characters; ${remedy}`)
  if (new Set(secret).size < FEWEST_DIFFERENT || KNOWN.test(secret))
    throw new WeakSecret(`${source} can be guessed; ${remedy}`)
  return secret
}
