/** Where everything that a run keeps lies under the data folder. */
import { join, resolve } from 'node:path'

export interface DataLayout {
  root: string
  warehouse: string
  /** Names the published snapshot; replaced by rename only. */
  current: string
  ledger: string
  /** Immutable Parquet segments, named by content. */
  segments: string
  /** The list of landed files, replaced by rename only. */
  manifest: string
  /** One report a run, JSON. */
  runs: string
  appState: string
  /** Key of the identity hashes, mode 600. */
  hmacKey: string
}

/**
 * @param data the data folder: `--data`, else LONGRUN_DATA, else `data/`
 */
export function layoutOf(data = process.env.LONGRUN_DATA ?? 'data'): DataLayout {
  const root = resolve(/* turbopackIgnore: true */ data)
  const warehouse = join(root, 'warehouse')
  const ledger = join(warehouse, 'ledger')
  const appState = join(root, 'app-state')
  return {
    root,
    warehouse,
    current: join(warehouse, 'CURRENT'),
    ledger,
    segments: join(ledger, 'segments'),
    manifest: join(ledger, 'manifest.json'),
    runs: join(warehouse, 'runs'),
    appState,
    hmacKey: join(appState, 'hmac.key'),
  }
}

/** Content of the CURRENT file. */
export interface CurrentPointer {
  /** Name of the snapshot, as in every answer. */
  snapshot: string
  /** File name inside the warehouse folder. */
  file: string
  publishedAt: string
}

/** Zone of the hospital's wall clock. */
export function hospitalZone(): string {
  return process.env.LONGRUN_TZ ?? 'Asia/Shanghai'
}

/** Name of the hospital, for the heads of reports; null where none is set. */
export function hospitalName(): string | null {
  return process.env.LONGRUN_HOSPITAL?.trim() || null
}
