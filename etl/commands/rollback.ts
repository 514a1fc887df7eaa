import type { DataLayout } from '../../lib/warehouse/layout.ts'
import { rollBack } from '../publish/pointer.ts'
import { takeLock } from '../run/lock.ts'
import { print } from './output.ts'

/** Publishes the snapshot before the current one again. The ledger keeps everything: the next load builds from it. */
export async function rollbackCommand(layout: DataLayout): Promise<void> {
  const lock = await takeLock(layout)
  try {
    const { from, to } = await rollBack(layout)
    await print(`rolled back from ${from} to ${to}; the next load builds on everything landed so far\n`)
  } finally {
    await lock.release()
  }
}
