import type { CurrentPointer, DataLayout } from '../../lib/warehouse/layout.ts'
import { type Build, nameOf } from './build.ts'
import { pointTo } from './pointer.ts'

export interface Publication {
  runId: string
  /** ISO-8601 with offset. */
  publishedAt: string
  /** Makes what this run landed part of the ledger. */
  commitLedger: () => Promise<void>
  /** Told when a stage begins. */
  onStage: (name: string) => void
}

/**
 * From a finished build to the current snapshot. The order is the safety: a run that dies before the ledger is
 * committed has changed nothing; one that dies after it has lost nothing, as the next run builds from the whole ledger.
 */
export async function publish(layout: DataLayout, build: Build, publication: Publication): Promise<CurrentPointer> {
  const file = await build.finish(publication.onStage)
  publication.onStage('publish')
  await publication.commitLedger()
  const pointer = { snapshot: nameOf(publication.runId), file, publishedAt: publication.publishedAt }
  await pointTo(layout, pointer)
  return pointer
}
