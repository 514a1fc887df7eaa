/**
 * The mark that every row of an export carries: keyed to the export and the person, it says nothing to anybody without
 * the key, and leads back to the export of which a leaked row is part, even where its number was cut off.
 */
import { createHmac, randomBytes } from 'node:crypto'

/** Without letters that look like digits; no code of these is taken for a number. */
const SIGNS = '0123456789ABCDFGHJKMNPQRSTVWXYZL'
const NO_BYTES = 5
const MAC_BYTES = 10
const NO_PREFIX = 'EX'
const CODE_PREFIX = 'T'

/** A new export number, such as `EX7K3M9QWA`. */
export function newExportNo(): string {
  return NO_PREFIX + encode(randomBytes(NO_BYTES))
}

/** The mark of a person's rows in an export. */
export function traceCode(key: string, no: string, person: string): string {
  const mac = macOf(key, no, person)
  return CODE_PREFIX + encode(Buffer.concat([veiled(key, mac, decode(no.slice(NO_PREFIX.length))), mac]))
}

/** The number of the export that a mark says it is of; null for what is no mark. Only `traceCode` proves that it is. */
export function exportNoOf(key: string, code: string): string | null {
  const text = code.trim().toUpperCase()
  if (!text.startsWith(CODE_PREFIX) || [...text].some((sign) => !SIGNS.includes(sign))) return null
  const bytes = decode(text.slice(CODE_PREFIX.length))
  if (bytes.length !== NO_BYTES + MAC_BYTES) return null
  return NO_PREFIX + encode(veiled(key, bytes.subarray(NO_BYTES), bytes.subarray(0, NO_BYTES)))
}

/** Each export has a key of its own. */
function macOf(key: string, no: string, person: string): Buffer {
  const own = createHmac('sha256', key).update(`export ${no}`).digest()
  return createHmac('sha256', own).update(person).digest().subarray(0, MAC_BYTES)
}

/** Hides the number, or shows it again: rows of one export have nothing in common. */
function veiled(key: string, mac: Buffer, no: Buffer): Buffer {
  const veil = createHmac('sha256', key).update('veil').update(mac).digest()
  return Buffer.from(no.map((byte, i) => byte ^ (veil[i] ?? 0)))
}

function encode(bytes: Buffer): string {
  let bits = BigInt(`0x1${bytes.toString('hex')}`)
  let text = ''
  for (let left = bytes.length * 8; left > 0; left -= 5) {
    text = SIGNS[Number(bits & 31n)] + text
    bits >>= 5n
  }
  return text
}

function decode(text: string): Buffer {
  const bits = [...text].reduce((sum, sign) => (sum << 5n) | BigInt(SIGNS.indexOf(sign)), 1n)
  return Buffer.from(bits.toString(16).slice(1), 'hex')
}
