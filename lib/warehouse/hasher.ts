/** The key of the identity hashes, and what is made with it. */
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { DataLayout } from './layout.ts'

/** Turns identifiers into keyed hashes that only this hospital's key can make again. */
export interface Hasher {
  /** HMAC-SHA-256 in hex. */
  hash(text: string): string
  /** Says whether two runs used one key, without telling anything about it. */
  readonly fingerprint: string
}

export function hasherOf(key: Buffer): Hasher {
  const hash = (text: string) => createHmac('sha256', key).update(text, 'utf8').digest('hex')
  return { hash, fingerprint: hash('longrun key check').slice(0, 16) }
}

/** Whether LONGRUN_HMAC_KEY holds the key; else the data folder does. */
export function isKeyGiven(): boolean {
  return (process.env.LONGRUN_HMAC_KEY ?? '') !== ''
}

/** The key as it is kept. @throws Error of the file system where there is none */
export function readKey(layout: DataLayout): Buffer {
  const text = isKeyGiven() ? (process.env.LONGRUN_HMAC_KEY ?? '') : readFileSync(layout.hmacKey, 'utf8').trim()
  return Buffer.from(text, 'utf8')
}
