import { isAscii, isUtf8 } from 'node:buffer'
import { type LineBlock, splitLines } from './byte-lines.ts'
import { type Encoding, linesIn } from './encoding.ts'
import type { Reason } from './reasons.ts'
import { GzipTruncated } from './source-file.ts'

/** Consecutive lines of a text file, without line ends. */
export interface LineBatch {
  /** Number of the first line, from 1. */
  first: number
  texts: string[]
  /** Lines that cannot be used, by index; their text is what could be decoded. */
  broken: ReadonlyMap<number, Reason>
}

const NO_BROKEN: ReadonlyMap<number, Reason> = new Map()

/** Decodes a file line by line, a block at a time. A damaged archive ends with one broken line: the one it cuts. */
export async function* readLines(blocks: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<LineBatch> {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  const lossy = new TextDecoder(encoding, { ignoreBOM: true })
  let first = 1
  let isDamageShown = false
  try {
    for await (const block of splitLines(blocks)) {
      const batch = decodeBlock(block, first, encoding, decoder, lossy)
      first += batch.texts.length
      isDamageShown = block.partial === 'gzip-truncated'
      yield batch
    }
  } catch (error) {
    if (!(error instanceof GzipTruncated)) throw error
    if (!isDamageShown) yield { first, texts: [''], broken: new Map([[0, 'gzip-truncated']]) }
  }
}

function decodeBlock(
  block: LineBlock,
  first: number,
  encoding: Encoding,
  decoder: TextDecoder,
  lossy: TextDecoder,
): LineBatch {
  if (block.partial) return { first, texts: [lossy.decode(block.bytes)], broken: new Map([[0, block.partial]]) }
  const whole = decodeWhole(block.bytes, encoding, decoder)
  if (whole === null) return decodeEach(block.bytes, first, encoding, decoder, lossy)
  const texts = whole.split('\n')
  if (texts.at(-1) === '') texts.pop()
  const broken = whole.includes('\0') ? nulLines(texts) : NO_BROKEN
  if (whole.includes('\r')) stripReturns(texts)
  if (first === 1) texts[0] = (texts[0] ?? '').replace(/^\ufeff/, '')
  return { first, texts, broken }
}

function decodeWhole(bytes: Buffer, encoding: Encoding, decoder: TextDecoder): string | null {
  if (isAscii(bytes)) return bytes.toString('latin1')
  if (encoding === 'utf-8') return isUtf8(bytes) ? bytes.toString('utf8') : null
  try {
    return decoder.decode(bytes)
  } catch {
    return null
  }
}

/** The slow way, for the few blocks that hold an invalid line. */
function decodeEach(
  bytes: Buffer,
  first: number,
  encoding: Encoding,
  decoder: TextDecoder,
  lossy: TextDecoder,
): LineBatch {
  const texts: string[] = []
  const broken = new Map<number, Reason>()
  for (const line of linesIn(bytes)) {
    const text = decodeWhole(line, encoding, decoder)
    if (text === null) broken.set(texts.length, 'encoding-invalid')
    else if (text.includes('\0')) broken.set(texts.length, 'nul-byte')
    texts.push(text ?? lossy.decode(line))
  }
  stripReturns(texts)
  if (first === 1) texts[0] = (texts[0] ?? '').replace(/^\ufeff/, '')
  return { first, texts, broken }
}

function nulLines(texts: readonly string[]): ReadonlyMap<number, Reason> {
  const found = texts.flatMap((text, index) => (text.includes('\0') ? [[index, 'nul-byte'] as const] : []))
  return new Map(found)
}

function stripReturns(texts: string[]): void {
  for (let i = 0; i < texts.length; i += 1) {
    const text = texts[i] ?? ''
    if (text.endsWith('\r')) texts[i] = text.slice(0, -1)
  }
}
