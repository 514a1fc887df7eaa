import { statSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { type DataLayout, hospitalZone } from '../../lib/warehouse/layout.ts'
import type { Mapping } from '../land/land.ts'
import { ArgumentError, RunError } from '../run/error.ts'
import { startProgress } from '../run/progress.ts'
import type { RunReport } from '../run/report.ts'
import { runEtl } from '../run/run.ts'
import { print } from './output.ts'
import { textTable } from './table.ts'

export interface EtlOptions {
  inbox?: string
  mapping?: string
  lenient?: boolean
  json?: boolean
}

/** Loads the inbox and prints the run report. */
export async function etlCommand(layout: DataLayout, options: EtlOptions): Promise<void> {
  const inbox = options.inbox ?? join(layout.root, 'inbox')
  if (!statSync(inbox, { throwIfNoEntry: false })?.isDirectory()) {
    throw new ArgumentError(`the inbox ${inbox} is not a folder; name the folder of the drop files with --inbox`)
  }
  const mapping = options.mapping === undefined ? undefined : await readMapping(options.mapping)
  giveWay()
  const progress = await startProgress(process.stderr)
  const report = await runEtl({
    layout,
    inbox,
    mapping,
    lenient: options.lenient ?? false,
    zone: hospitalZone(),
    progress,
  })
  await print(options.json ? `${JSON.stringify(report, null, 2)}\n` : `${describe(report)}\n`)
}

/** @throws ArgumentError that names the place in the file: a mapping that is wrong is a wrong argument */
async function readMapping(path: string): Promise<Mapping> {
  const { loadMapping } = await import('../mapping/load.ts')
  try {
    return loadMapping(path)
  } catch (error) {
    throw error instanceof RunError ? new ArgumentError(error.message) : error
  }
}

/** A load must not slow down the pages that are read meanwhile. */
function giveWay(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // Some systems forbid it; the load is right without it.
  }
}

function describe(report: RunReport): string {
  const feeds = Object.entries(report.feeds).map(([feed, a]) => [
    feed,
    ...[a.read, a.loaded, a.duplicate, a.superseded, a.quarantined],
  ])
  const rate = report.matchRate?.value
  const lines = [
    textTable(['feed', 'read', 'loaded', 'duplicate', 'superseded', 'quarantined'], feeds),
    '',
    `published     ${report.snapshot}`,
    `data through  ${report.dataThrough ?? '—'}`,
    `match rate    ${rate == null ? '—' : `${(rate * 100).toFixed(1)} %  (${report.matchRate?.numerator} of ${report.matchRate?.denominator} members)`}`,
    `took          ${report.stages.map((s) => `${s.name} ${s.seconds.toFixed(1)} s`).join(', ')}; at most ${Math.round(report.peakRss / 2 ** 20)} MB`,
  ]
  if (report.brokenLimits.length > 0) {
    lines.push('', 'published with --lenient although', ...report.brokenLimits.map((l) => `  ${l}`))
  }
  if (report.ignored.length > 0) {
    lines.push(
      '',
      textTable(
        ['not read', 'why'],
        report.ignored.map((i) => [i.name, i.reason]),
      ),
    )
  }
  return lines.join('\n')
}
