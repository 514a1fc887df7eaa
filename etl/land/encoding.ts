import { isAscii, isUtf8 } from 'node:buffer'
import { type LineBlock, splitLines } from './byte-lines.ts'
import { GzipTruncated } from './source-file.ts'

export type Encoding = 'utf-8' | 'gb18030'

/**
 * UTF-8 if the file has a BOM or most of its lines with non-ASCII bytes are valid UTF-8, else GB18030. Reads the whole
 * file, because an export may turn Chinese only in its last column of its last rows.
 */
export async function detectEncoding(open: () => AsyncIterable<Buffer>): Promise<Encoding> {
  const isWhole = await isWhollyUtf8(splitLines(untilDamage(open())))
  if (isWhole) return 'utf-8'
  let valid = 0
  let invalid = 0
  for await (const { bytes } of splitLines(untilDamage(open()))) {
    for (const line of linesIn(bytes)) {
      if (isAscii(line)) continue
      if (isUtf8(line)) valid += 1
      else invalid += 1
    }
  }
  return valid > invalid ? 'utf-8' : 'gb18030'
}

/** A damaged archive is judged by what can be read of it; the damage itself is reported by the reading pass. */
async function* untilDamage(blocks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* blocks
  } catch (error) {
    if (!(error instanceof GzipTruncated)) throw error
  }
}

async function isWhollyUtf8(blocks: AsyncIterable<LineBlock>): Promise<boolean> {
  let isFirst = true
  for await (const { bytes } of blocks) {
    if (isFirst && bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return true
    isFirst = false
    if (!isUtf8(bytes)) return false
  }
  return true
}

/** Cuts whole lines at LF, without it. */
export function* linesIn(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(10, start)
    yield bytes.subarray(start, end < 0 ? bytes.length : end)
    start = end < 0 ? bytes.length : end + 1
  }
}
