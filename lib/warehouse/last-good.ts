/**
 * What was answered last, kept for the time when nothing can be answered: a snapshot without its file, but with the
 * answers already computed on it. A page that is gathered from one is whole or not at all: a question that was not
 * answered before fails.
 */
import { shareAnswers } from './cache.ts'
import type { Snapshot } from './snapshot.ts'

/** The current snapshot and the one before it. */
const KEPT = 2

/** Why answers are not of now. */
export interface Trouble {
  /** To be quoted; the log has the error under it. */
  id: string
  reason: 'timeout' | 'unreadable' | 'unknown'
}

/** Asked of a snapshot that has no file any more. */
class NotKept extends Error {
  override name = 'NotKept'
}

interface Memory {
  /** The one that was opened last comes first. */
  kept: Snapshot[]
  known: WeakSet<Snapshot>
}

const REGISTRY = Symbol.for('longrun.last-good')

function memory(): Memory {
  const holder = globalThis as { [REGISTRY]?: Memory }
  holder[REGISTRY] ??= { kept: [], known: new WeakSet() }
  return holder[REGISTRY]
}

/** Remembers the answers of a snapshot that is being served, those to come included. */
export function keep(snapshot: Snapshot): void {
  const { kept, known } = memory()
  if (known.has(snapshot)) return
  known.add(snapshot)
  // Opened again, after its file could not be read or by a rollback, it comes first again but takes no second place:
  // that of the other one is still needed.
  const same = kept.find(({ name }) => name === snapshot.name)
  if (same) {
    shareAnswers(same, snapshot)
    memory().kept = [same, ...kept.filter((other) => other !== same)]
    return
  }
  const { name, publishedAt, dataThrough, file, engine } = snapshot
  const query = async () => {
    throw new NotKept(`${name} has no kept answer to this`)
  }
  // Field by field: the engine, and what closes it, are not to be held on to.
  const { dialect } = engine
  const copy: Snapshot = { name, publishedAt, dataThrough, file, engine: { dialect, query } }
  shareAnswers(snapshot, copy)
  memory().kept = [copy, ...kept].slice(0, KEPT)
}

/**
 * Does the work again with answers kept from before, the newest that hold all that it asks for.
 * @returns undefined where none do
 */
export async function fromLastGood<T>(
  trouble: Trouble,
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<{ value: T } | undefined> {
  for (const snapshot of memory().kept) {
    const answering = { ...snapshot, trouble }
    shareAnswers(snapshot, answering)
    try {
      return { value: await work(answering) }
    } catch {
      // The next older one may hold it all.
    }
  }
  return undefined
}

/** What an error says about the data, in a word. */
export function reasonOf(error: unknown): Trouble['reason'] {
  const name = error instanceof Error ? error.name : ''
  if (name === 'QueryTimeout') return 'timeout'
  return name === 'EngineLost' || name === 'NoSnapshot' ? 'unreadable' : 'unknown'
}
