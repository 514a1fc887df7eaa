import type { LandedFile, LedgerManifest } from '../../lib/warehouse/ledger.ts'

/**
 * Stands in the place of a mapping's digest in the files that hold what people entered in the application. Such a file
 * is always the whole: the latest one of a feed holds, those before it count as superseded from end to end.
 */
export const ENTERED = 'entered'

/** Positions of the files that a later whole has replaced. */
export function replacedWholes({ files }: LedgerManifest): Set<number> {
  const latest = new Map<string, number>()
  const replaced = new Set<number>()
  for (const [position, file] of files.entries()) {
    if (file.mapping !== ENTERED) continue
    const before = latest.get(file.feed)
    if (before !== undefined) replaced.add(before)
    latest.set(file.feed, position)
  }
  return replaced
}

/** The latest whole of a feed; of the runs before `runId`, if one is named. */
export function wholeOf({ files }: LedgerManifest, feed: string, runId?: string): LandedFile | undefined {
  return files.findLast((file) => file.mapping === ENTERED && file.feed === feed && file.runId !== runId)
}
