import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { RunError } from '../run/error.ts'
import type { InboxFile } from './inbox.ts'

/** Few records at a time: what is alive while a block is parsed is copied by the garbage collector again and again. */
const BLOCK = 64 * 1024
const HASH_BLOCK = 1024 * 1024
/** Small, because one block of a hostile archive can swell a thousandfold. */
const GZIP_BLOCK = 16 * 1024

/** One open file of the inbox. Every pass reads the same descriptor, so the file cannot be exchanged in between. */
export interface SourceFile {
  size: number
  sha256: string
  /** Decompressed bytes from the start; ends with GzipTruncated after the last byte that could be read. */
  blocks(progress?: (bytes: number) => void): AsyncGenerator<Buffer>
  /** The bytes as they lie on disk. */
  rawBlocks(): AsyncGenerator<Buffer>
  /** Throws if the file was written to since it was opened. */
  assertUnchanged(): Promise<void>
  close(): Promise<void>
}

/** The compressed stream ends early or is damaged; what came before it is good. */
export class GzipTruncated extends Error {
  override name = 'GzipTruncated'
}

/**
 * Opens a file for several passes and hashes it.
 * @throws RunError when it is not a plain file or cannot be read.
 */
export async function openSource(file: InboxFile): Promise<SourceFile> {
  const handle = await openPlain(file)
  try {
    const before = await handle.stat({ bigint: true })
    const sha256 = await hashOf(handle)
    return {
      size: Number(before.size),
      sha256,
      rawBlocks: () => blocksOf(handle, HASH_BLOCK),
      blocks: (progress) => (file.isGzip ? gunzipBlocks(handle, progress) : blocksOf(handle, BLOCK, progress)),
      async assertUnchanged() {
        const now = await handle.stat({ bigint: true })
        if (now.size === before.size && now.mtimeNs === before.mtimeNs) return
        throw new RunError(`${file.name} changed while it was read: load again when it has been copied completely`)
      },
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function openPlain(file: InboxFile): Promise<FileHandle> {
  try {
    // O_NONBLOCK: a pipe put in the file's place must not hold the run.
    const handle = await open(file.path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    if ((await handle.stat()).isFile()) return handle
    await handle.close()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
    throw new RunError(`cannot read ${file.name} (${code}): check its permissions or take it out of the inbox`)
  }
  throw new RunError(`${file.name} is no longer a plain file: take it out of the inbox`)
}

async function hashOf(handle: FileHandle): Promise<string> {
  const hash = createHash('sha256')
  for await (const block of blocksOf(handle, HASH_BLOCK)) hash.update(block)
  return hash.digest('hex')
}

async function* blocksOf(handle: FileHandle, size: number, progress?: (bytes: number) => void): AsyncGenerator<Buffer> {
  for (let position = 0; ; ) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(size), 0, size, position)
    if (bytesRead === 0) return
    position += bytesRead
    yield buffer.subarray(0, bytesRead)
    progress?.(position)
  }
}

/** Feeds the inflater block by block: a stream pipe would drop what was inflated before an error. */
async function* gunzipBlocks(handle: FileHandle, progress?: (bytes: number) => void): AsyncGenerator<Buffer> {
  const inflater = createGunzip({ chunkSize: BLOCK })
  const ready: Buffer[] = []
  let failure: Error | null = null
  inflater.on('data', (block: Buffer) => ready.push(block))
  const failed = new Promise<void>((resolve) => {
    inflater.on('error', (error) => {
      failure = error
      resolve()
    })
  })
  const ended = new Promise<void>((resolve) => inflater.on('end', resolve))
  try {
    for await (const block of blocksOf(handle, GZIP_BLOCK, progress)) {
      const written = new Promise<void>((resolve) => inflater.write(block, () => resolve()))
      await Promise.race([written, failed])
      yield* ready.splice(0)
      if (failure) break
    }
    if (!failure) {
      inflater.end()
      await Promise.race([ended, failed])
    }
    yield* ready.splice(0)
    if (failure) throw new GzipTruncated('the compressed file is cut off or damaged')
  } finally {
    inflater.destroy()
  }
}
