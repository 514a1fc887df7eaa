/**
 * Keeps the current snapshot open in a server: looks at CURRENT every second, opens what is new beside the old one,
 * swaps, and closes the old one when its last reader is done.
 */
import { basename } from 'node:path'
import type { CurrentPointer, DataLayout } from './layout.ts'
import { readPointer } from './pointer.ts'
import { fileCorrupt, nothingPublished, pointerUnreadable, type SnapshotProblem } from './problem.ts'
import type { OpenedSnapshot, Snapshot } from './snapshot.ts'

/** Milliseconds between two looks at CURRENT. */
const POLL = 1000

type Open = (pointer: CurrentPointer) => Promise<OpenedSnapshot>

export interface Lease {
  snapshot: Snapshot
  release(): void
  /** The instance is dead: nobody else may get it. The file is to blame if a second instance died of the same work. */
  discard(isDamaged: boolean): void
}

interface Held {
  snapshot: OpenedSnapshot
  /** Text of CURRENT when it was opened. */
  text: string
  leases: number
  isRetired: boolean
}

export class Serving {
  private held: Held | null = null
  private problem: SnapshotProblem | null = null
  private looking: Promise<void> | null = null
  private failed: { text: string; until: number } | null = null
  private loss: { text: string; problem: SnapshotProblem } | null = null
  private readonly timer: NodeJS.Timeout

  constructor(
    private readonly layout: DataLayout,
    private readonly open: Open,
  ) {
    this.timer = setInterval(() => void this.look(), POLL)
    this.timer.unref()
  }

  /** The current snapshot, not closed before it is released; or why there is none. */
  async lease(): Promise<Lease | { problem: SnapshotProblem }> {
    if (!this.held) await this.look()
    const held = this.held
    if (!held) return { problem: this.problem ?? nothingPublished(this.layout) }
    held.leases++
    let isReleased = false
    return {
      snapshot: held.snapshot,
      release: () => {
        if (isReleased) return
        isReleased = true
        held.leases--
        this.closeIfDone(held)
      },
      discard: (isDamaged) => {
        if (isDamaged) this.loss = { text: held.text, problem: fileCorrupt(basename(held.snapshot.file)) }
        this.retire(held)
      },
    }
  }

  /** Why the newest snapshot is not served; null when it is. */
  async problemNow(): Promise<SnapshotProblem | null> {
    if (!this.held) await this.look()
    return this.problem
  }

  /** What went wrong in reading the snapshot that is served, though it could be opened; null while nothing has. */
  lossSoFar(): SnapshotProblem | null {
    return this.loss?.text === this.held?.text ? (this.loss?.problem ?? null) : null
  }

  /** Looks at CURRENT now. Callers at the same time share one look. */
  look(): Promise<void> {
    this.looking ??= this.lookOnce().finally(() => {
      this.looking = null
    })
    return this.looking
  }

  /** Ends the watch and closes the file once its readers are done. */
  stop(): void {
    clearInterval(this.timer)
    if (this.held) this.retire(this.held)
  }

  private async lookOnce(): Promise<void> {
    const read = await readPointer(this.layout).catch(() => ({ text: '', pointer: null }))
    if (!read) {
      this.problem = nothingPublished(this.layout)
      return
    }
    if (this.held && this.held.text === read.text) {
      this.problem = null
      return
    }
    if (!read.pointer) {
      this.problem = pointerUnreadable(this.layout)
      return
    }
    if (this.failed?.text === read.text && performance.now() < this.failed.until) return
    await this.swap(read.text, read.pointer)
  }

  private async swap(text: string, pointer: CurrentPointer): Promise<void> {
    try {
      const snapshot = await this.open(pointer)
      const old = this.held
      this.held = { snapshot, text, leases: 0, isRetired: false }
      this.problem = null
      this.failed = null
      if (old) this.retire(old)
    } catch (error) {
      this.problem = problemOf(error, pointer)
      this.failed = { text, until: performance.now() + POLL }
    }
  }

  private retire(held: Held): void {
    if (this.held === held) this.held = null
    if (held.isRetired) return
    held.isRetired = true
    this.closeIfDone(held)
  }

  private closeIfDone(held: Held): void {
    if (held.isRetired && held.leases === 0) void held.snapshot.close()
  }
}

function problemOf(error: unknown, pointer: CurrentPointer): SnapshotProblem {
  if (error instanceof Error && error.name === 'NoSnapshot' && 'code' in error) {
    return { code: error.code as SnapshotProblem['code'], message: error.message }
  }
  return fileCorrupt(pointer.file)
}

const REGISTRY = Symbol.for('longrun.serving')

/**
 * The one watcher of a warehouse in this process. On globalThis, as a server loads this module several times.
 */
export function servingOf(layout: DataLayout, open: Open): Serving {
  const holder = globalThis as { [REGISTRY]?: Map<string, Serving> }
  holder[REGISTRY] ??= new Map()
  const known = holder[REGISTRY].get(layout.warehouse)
  if (known) return known
  const serving = new Serving(layout, open)
  holder[REGISTRY].set(layout.warehouse, serving)
  return serving
}
