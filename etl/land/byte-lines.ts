import { MAX_RECORD_CHARS } from './record.ts'

/** Whole lines, LF included but for the last one of the file. */
export interface LineBlock {
  bytes: Buffer
  /** One line of which only this start is here: too long to keep, or cut off by a damaged archive. */
  partial?: 'record-too-long' | 'gzip-truncated'
}

const KEPT_OF_LONG_LINE = 8192

/**
 * Regroups blocks so that each ends at a line end. LF never is part of a character, in UTF-8 nor in GB18030.
 * Memory is bounded: a line of more than 16 MB is passed on as its start, marked.
 */
export async function* splitLines(blocks: AsyncIterable<Buffer>): AsyncGenerator<LineBlock> {
  let carried: Buffer[] = []
  let carriedBytes = 0
  let isSkipping = false
  try {
    for await (const block of blocks) {
      const end = block.lastIndexOf(10)
      const start = isSkipping ? block.indexOf(10) + 1 : 0
      if (isSkipping && start === 0) continue
      isSkipping = false
      if (end >= start) {
        yield { bytes: Buffer.concat([...carried, block.subarray(start, end + 1)]) }
        carried = []
        carriedBytes = 0
      }
      const rest = block.subarray(Math.max(end + 1, start))
      carried.push(rest)
      carriedBytes += rest.length
      if (carriedBytes <= MAX_RECORD_CHARS) continue
      yield { bytes: Buffer.concat(carried).subarray(0, KEPT_OF_LONG_LINE), partial: 'record-too-long' }
      carried = []
      carriedBytes = 0
      isSkipping = true
    }
  } catch (error) {
    // What came before a damaged end is good; the line that it cuts is passed on for the reader to set aside.
    if (carriedBytes > 0) yield { bytes: Buffer.concat(carried), partial: 'gzip-truncated' }
    throw error
  }
  if (carriedBytes > 0) yield { bytes: Buffer.concat(carried) }
}
