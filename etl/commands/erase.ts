import { join, resolve } from 'node:path'
import type { DataLayout } from '../../lib/warehouse/layout.ts'
import { type EraseReport, erasePerson } from '../erase/erase.ts'
import type { Asked } from '../erase/person.ts'
import { ArgumentError, RunError } from '../run/error.ts'
import { startProgress } from '../run/progress.ts'
import { print } from './output.ts'

export interface EraseOptions {
  patient?: string
  member?: string
  inbox?: string
  json?: boolean
}

/** Erases one person and prints what was done and how it was proved. */
export async function eraseCommand(layout: DataLayout, options: EraseOptions): Promise<void> {
  const progress = await startProgress(process.stderr)
  const inbox = resolve(options.inbox ?? join(layout.root, 'inbox'))
  const report = await erasePerson({ layout, inbox, asked: askedOf(options), progress })
  await print(options.json ? `${JSON.stringify(report, null, 2)}\n` : `${describe(report)}\n`)
  const { found } = report.proof
  if (found.length > 0) {
    throw new RunError(
      `the person is still named in ${found.slice(0, 5).join('; ')}: remove it there and run the command again`,
    )
  }
}

function askedOf({ patient, member }: EraseOptions): Asked {
  if (patient !== undefined && member === undefined) return { kind: 'patient', id: patient.trim() }
  if (member !== undefined && patient === undefined) return { kind: 'member', id: member.trim() }
  throw new ArgumentError('name one person: --patient ID or --member ID')
}

function describe(report: EraseReport): string {
  const { proof, appState } = report
  const rows = Object.values(report.rows).reduce((a, b) => a + b, 0)
  const { ids, idNumbers, unionids, pseudonyms } = proof.terms
  const lines = [
    `ledger       ${rows} rows of ${Object.keys(report.rows).length} feeds out, ${report.segmentsRewritten} segments written anew`,
    `snapshot     ${report.snapshot} published without the person; ${report.snapshotsRemoved} older ones removed, so there is no rollback until the next load`,
    `application  ${appState.outreach} contacts, ${appState.cases} notes on lists, ${appState.savedViews} saved views removed; taken off ${appState.savedLists} saved lists and ${appState.exports} exports`,
    `audit trail  keeps who saw the person, under the pseudonym that no row leads to any more`,
    `looked for   ${ids} ids, ${idNumbers} identity-number hashes, ${unionids} union ids, ${pseudonyms} pseudonyms`,
    `in           every byte of ${proof.files} files (${(proof.bytes / 2 ** 20).toFixed(1)} MB), every text value of ${proof.segments} segments and ${proof.tables} tables`,
    `found        ${proof.found.length === 0 ? '0' : proof.found.join('; ')}`,
  ]
  if (proof.byValueOnly > 0) {
    lines.push(`             ${proof.byValueOnly} of them by value only: they are part of longer ids of others`)
  }
  if (report.inbox.length > 0) {
    const files = report.inbox.map(({ name, records }) => `             ${name} (${records} rows)`)
    lines.push(
      'inbox        files of the hospital that still name the person; no load takes these rows again:',
      ...files,
    )
  }
  return lines.join('\n')
}
