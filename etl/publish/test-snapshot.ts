/** Small snapshots for tests: every mart, empty but for `persons` people, published like real ones. */
import { mkdir } from 'node:fs/promises'
import { createTable } from '../../lib/warehouse/ddl.ts'
import type { CurrentPointer, DataLayout } from '../../lib/warehouse/layout.ts'
import { MARTS, SCHEMA_VERSION } from '../../lib/warehouse/schema.ts'
import { startBuild } from './build.ts'
import { publish } from './publish.ts'

export interface TestSnapshot {
  runId: string
  persons: number
  dataThrough?: string
  schemaVersion?: number
}

/** Builds and publishes a snapshot whose `person`, `spell` and `stay` tables all have the same number of rows. */
export async function publishTestSnapshot(layout: DataLayout, wanted: TestSnapshot): Promise<CurrentPointer> {
  await mkdir(layout.warehouse, { recursive: true })
  const build = await startBuild(layout, wanted.runId, 'Asia/Shanghai')
  try {
    for (const table of MARTS) await build.connection.run(createTable(table))
    await build.connection.run(
      `insert into person by name select range::integer as person_id, 'P' || range as person_key, false as is_test, false as is_patient
         from range(${wanted.persons})`,
    )
    for (const table of ['spell', 'stay']) {
      await build.connection.run(
        `insert into ${table} by name select person_id, ${table === 'spell' ? "'G' as group_id, " : ''}timestamp '2026-01-01' as start_at,
           date '2026-01-01' as start_day from person`,
      )
    }
    await build.connection.run(
      `insert into snapshot_info values ('wh-${wanted.runId}', ${wanted.schemaVersion ?? SCHEMA_VERSION}, 'Asia/Shanghai',
         date '${wanted.dataThrough ?? '2026-06-30'}', null, '2026-07-01T00:00:00Z', false)`,
    )
    return await publish(layout, build, {
      runId: wanted.runId,
      publishedAt: '2026-07-01T00:00:00Z',
      commitLedger: async () => undefined,
      onStage: () => undefined,
    })
  } finally {
    await build.discard()
  }
}
