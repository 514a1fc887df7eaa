import { randomBytes } from 'node:crypto'
import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Hasher, isKeyGiven, readKey } from '../../lib/warehouse/hasher.ts'
import type { DataLayout } from '../../lib/warehouse/layout.ts'
import { RunError } from '../run/error.ts'

const MIN_KEY_BYTES = 32

/**
 * The key of the identity hashes: LONGRUN_HMAC_KEY, else the data folder's own, made on first use (mode 600).
 * @throws RunError when the key is shorter than 32 bytes.
 */
export function loadKey(layout: DataLayout): Buffer {
  if (isKeyGiven()) return longEnough(readKey(layout), 'LONGRUN_HMAC_KEY')
  if (!existsSync(layout.hmacKey)) writeNewKey(layout.hmacKey)
  chmodSync(layout.hmacKey, 0o600)
  return longEnough(readKey(layout), layout.hmacKey)
}

/**
 * A phone as it is compared: spaces, dashes and the country code removed. Only full mobile numbers (`m:`) identify a
 * person; whatever else stands in the column (masked, landlines, extensions) gets `x:` and matches nothing.
 */
export function hashPhone(text: string, hasher: Hasher): string {
  const digits = text.normalize('NFKC').replace(/[\s\-‐-―()]/g, '')
  const bare = digits.replace(/^(?:\+86|0086|86)(?=1\d{10}$)/, '').replace(/^\+86/, '')
  return `${/^1\d{10}$/.test(bare) ? 'm' : 'x'}:${hasher.hash(bare)}`
}

/** An identity number as it is compared: without spaces, `x` in upper case. A masked one gets `x:` and must match nothing. */
export function hashIdNumber(text: string, hasher: Hasher): string {
  const bare = text.normalize('NFKC').replace(/\s/g, '').toUpperCase()
  return bare.includes('*') ? `x:${hasher.hash(bare)}` : hasher.hash(bare)
}

function longEnough(key: Buffer, where: string): Buffer {
  if (key.length >= MIN_KEY_BYTES) return key
  throw new RunError(`the key in ${where} is too short: it needs at least ${MIN_KEY_BYTES} bytes`)
}

function writeNewKey(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const file = openSync(path, 'wx', 0o600)
  try {
    writeSync(file, `${randomBytes(32).toString('hex')}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
