/** The second half of a build, the same for a load and for an erasure. */
import type { DuckDBConnection } from '@duckdb/node-api'
import type { DataLayout } from '../../lib/warehouse/layout.ts'
import type { LedgerManifest } from '../../lib/warehouse/ledger.ts'
import { loadKey } from '../land/secrets.ts'
import { buildWarehouse } from '../marts/build.ts'
import { writeSnapshotInfo } from '../marts/snapshot.ts'
import { nameOf } from '../publish/build.ts'
import { RunError } from './error.ts'
import type { Progress } from './progress.ts'

export interface WarehouseFacts {
  run: string
  /** ISO-8601. */
  startedAt: string
  manifest: LedgerManifest
  isLenient: boolean
}

/**
 * From staged feeds to everything that a reader sees.
 * @throws RunError when the warehouse contradicts itself
 */
export async function fillWarehouse(
  connection: DuckDBConnection,
  { layout, zone, progress }: { layout: DataLayout; zone: string; progress: Progress },
  facts: WarehouseFacts,
): Promise<void> {
  progress.stage('build')
  const failed = await buildWarehouse(connection, {
    zone,
    personKeySecret: loadKey(layout),
    progress: (step) => progress.advance(step.done, step.total, step.name),
  })
  if (failed.length > 0) {
    const lines = failed.map((check) => `${check.name} (${check.rows} rows: ${check.detail})`)
    throw new RunError(`the warehouse contradicts itself, nothing is published: ${lines.join('; ')}`)
  }
  await writeSnapshotInfo(connection, {
    snapshot: nameOf(facts.run),
    timezone: zone,
    landedAt: lastLanding(facts),
    builtAt: new Date().toISOString(),
    isLenient: facts.isLenient,
  })
}

/** The instant of the last landing in the ledger: what a later run with nothing new must not change. */
function lastLanding({ manifest, startedAt }: WarehouseFacts): Date {
  const instants = manifest.files.map((file) => Date.parse(file.landedAt))
  return new Date(instants.reduce((a, b) => Math.max(a, b), instants.length > 0 ? 0 : Date.parse(startedAt)))
}
