/** What people entered in the application becomes a file of the load, so that one ledger tells where every row is from. */
import { existsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { yuanOf } from '../../lib/app-state/cost-entry.ts'
import { type EnteredBenefit, type Entered as EnteredMoney, enteredInForce } from '../../lib/app-state/costs.ts'
import { type AppState, appState } from '../../lib/app-state/database.ts'
import { outreachInForce } from '../../lib/app-state/risk.ts'
import type { DataLayout } from '../../lib/warehouse/layout.ts'
import type { LedgerManifest } from '../../lib/warehouse/ledger.ts'
import { ENTERED, wholeOf } from '../ledger/entered.ts'
import { RunError } from '../run/error.ts'
import { FEEDS } from '../sources/catalog.ts'
import type { Job } from './landing.ts'
import { directShape } from './rows.ts'

type Lines = Record<string, string | null>[]

type Entered = EnteredMoney & Awaited<ReturnType<typeof outreachInForce>>

/** Which feed takes what. */
const WHOLES = [
  { feed: 'marketing/costs', linesOf: costLines },
  { feed: 'marketing/benefits', linesOf: benefitLines },
  { feed: 'community/outreach', linesOf: outreachLines },
  { feed: 'community/consents', linesOf: optOutLines },
] as const

/**
 * One file a feed with everything that was entered and holds, empty once all of it was taken back; none where nobody
 * ever entered anything. Without the application's database the ledger keeps what it has.
 * @param scratch a folder for the files, gone after the run
 * @throws RunError when the database cannot be read
 */
export async function enteredJobs(layout: DataLayout, manifest: LedgerManifest, scratch: string): Promise<Job[]> {
  if (!existsSync(join(layout.appState, 'app.sqlite'))) return []
  const entered = await readEntered(layout)
  return WHOLES.flatMap(({ feed: id, linesOf }): Job[] => {
    const feed = FEEDS.find((candidate) => candidate.id === id)
    const lines = linesOf(entered)
    if (!feed || (lines.length === 0 && !wholeOf(manifest, id))) return []
    const name = `${id.replace('/', '-')}.jsonl`
    const path = join(scratch, name)
    writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''), { mode: 0o600 })
    const file = { name: `app-state/${name}`, path, format: 'jsonl', isGzip: false, size: statSync(path).size } as const
    return [{ file, reading: { feed, digest: ENTERED, shapeOf: (header) => directShape(feed, header) } }]
  })
}

async function readEntered({ appState: folder }: DataLayout): Promise<Entered> {
  try {
    const database: AppState = await appState(folder)
    return { ...(await enteredInForce(database)), ...(await outreachInForce(database)) }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new RunError(`what was entered in the application cannot be read (${why}): restore ${folder} from a backup`)
  }
}

/** The id stands behind the item, so that an entered row adds to those of the files and never replaces one. */
function costLines({ costs }: Entered): Lines {
  return costs.map(({ id, month, category, channel, group, amountFen, item }) => ({
    ...{ month, category, amount_cny: yuanOf(amountFen), channel, group_id: group },
    item: `${item ?? ''} [${id}]`.trim(),
  }))
}

/** Marked as entered for the same reason; a name that comes twice in a month is numbered. */
function benefitLines({ benefits }: Entered): Lines {
  return benefits.map((row, i) => ({
    ...{ month: row.month, name: `${row.name}（页面录入${ordinalOf(row, benefits.slice(0, i))}）` },
    ...{ amount_cny: yuanOf(row.amountFen), assumption: row.assumption },
  }))
}

function ordinalOf({ month, name }: EnteredBenefit, before: readonly EnteredBenefit[]): string {
  const count = before.filter((row) => row.month === month && row.name === name).length
  return count === 0 ? '' : ` ${count + 1}`
}

function outreachLines({ outreach }: Entered): Lines {
  return outreach.map(({ id, memberId, rule, arm, at, by }) => ({
    ...{ outreach_id: id, person: memberId, rule, arm, by },
    at: new Date(at).toISOString(),
  }))
}

/** Who does not want to be contacted has withdrawn from care; the consent ends a second after it began. */
function optOutLines({ optedOut }: Entered): Lines {
  return optedOut
    .filter(({ memberId }) => memberId !== '')
    .map(({ memberId, changedAt }) => ({
      ...{ member_id: memberId, purpose: 'care' },
      granted_at: new Date(changedAt - 1000).toISOString(),
      withdrawn_at: new Date(changedAt).toISOString(),
    }))
}
