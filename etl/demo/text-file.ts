/** A text file that is written bit by bit, compressed or in GB18030 where its feed wants it. */
import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { createGzip, type Gzip } from 'node:zlib'
import { encodeGb18030 } from './gb18030.ts'

const CHUNK = 1 << 16

/** One open text file; what is written is buffered until `settle`. */
export class TextFile {
  rows = 0
  private pending: string[] = []
  private size = 0
  private readonly sink: WriteStream
  private readonly zip: Gzip | null
  private failure: Error | null = null

  constructor(
    readonly path: string,
    private readonly isGb18030: boolean,
  ) {
    this.sink = createWriteStream(path)
    this.sink.on('error', (error) => {
      this.failure = error
    })
    this.zip = path.endsWith('.gz') ? createGzip({ level: 6 }) : null
    this.zip?.pipe(this.sink)
  }

  push(text: string): void {
    this.pending.push(text)
    this.size += text.length
  }

  /** Hands the buffer on when it is large enough, and waits while the disk is behind. */
  async settle(isLast = false): Promise<void> {
    if (this.failure) throw this.failure
    if (this.size === 0 || (this.size < CHUNK && !isLast)) return
    const text = this.pending.join('')
    this.pending = []
    this.size = 0
    const target = this.zip ?? this.sink
    if (!target.write(this.isGb18030 ? encodeGb18030(text) : text)) await once(target, 'drain')
  }

  async close(): Promise<void> {
    await this.settle(true)
    const closed = once(this.sink, 'close')
    const target = this.zip ?? this.sink
    target.end()
    await closed
    if (this.failure) throw this.failure
  }
}
