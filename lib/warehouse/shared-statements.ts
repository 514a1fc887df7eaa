/** One computation a statement: on an immutable snapshot equal statements have equal rows. */
import type { SQL } from 'drizzle-orm'
import { LRUCache } from 'lru-cache'
import type { Engine, Row } from './engine.ts'
import { render } from './statement.ts'

const MAX_STATEMENTS = 1000
/** Cells of all kept results together. */
const MAX_CELLS = 400_000
/** A larger result (a list of people) is handed on, not kept. */
const MAX_RESULT = 20_000

/**
 * The same engine, asking each statement once: the figures of a page repeat each other's totals, sources and labels.
 * Callers at the same time share the computation; a failure is not kept.
 */
export function sharingStatements<E extends Engine>(engine: E): E {
  const done = new LRUCache<string, Row[]>({
    max: MAX_STATEMENTS,
    maxSize: MAX_CELLS,
    maxEntrySize: MAX_RESULT,
    sizeCalculation: (rows) => 1 + rows.length * Object.keys(rows[0] ?? {}).length,
  })
  const underWay = new Map<string, Promise<Row[]>>()

  const ask = (statement: SQL): Promise<Row[]> => {
    const key = JSON.stringify(render(statement))
    const known = done.get(key)
    if (known) return Promise.resolve(known)
    const running = underWay.get(key)
    if (running) return running
    const started = engine
      .query(statement)
      .then((rows) => {
        done.set(key, rows)
        return rows
      })
      .finally(() => underWay.delete(key))
    underWay.set(key, started)
    return started
  }
  return {
    ...engine,
    // A copy of the list, as rooms sort theirs; the rows themselves nobody changes.
    query: async <T extends Row>(statement: SQL) => [...(await ask(statement))] as T[],
  }
}
