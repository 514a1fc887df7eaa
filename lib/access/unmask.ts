/** Looking behind a mask: one person's name, for a reason, written down before it is read. */
import 'server-only'
import { and, eq, gte } from 'drizzle-orm'
import { type AppState, appState } from '../app-state/database.ts'
import { riskThresholds } from '../app-state/risk.ts'
import { audit } from '../app-state/schema/audit.ts'
import { leaveOut } from '../export/leave-out.ts'
import { listPeople } from '../metrics/answer.ts'
import type { PersonRow } from '../metrics/metric.ts'
import { nameKeysOf, readClearName, wasErased } from '../people/clear-name.ts'
import { isContactLook, LOOKS_A_DAY, type LookPurpose, type LookRule } from '../people/looks.ts'
import { thresholdParameters } from '../risk/parameters.ts'
import { layoutOf } from '../warehouse/layout.ts'
import { Pool } from '../warehouse/pool.ts'
import type { Snapshot } from '../warehouse/snapshot.ts'
import type { Actor } from './actor.ts'
import { record } from './audit.ts'
import { NotFound } from './not-found.ts'
import { startOfDay } from './start-of-day.ts'

const LINES: Readonly<Record<LookRule, string>> = {
  perDay: 'this account has looked at enough names today',
  optedOut: 'the person does not want to be contacted',
  heldOut: 'the person is held out for comparison and not contacted',
  deceased: 'the person has died',
  minor: 'the person is under 14',
  noName: 'no source has a name of this person',
}

/** A name is not shown as things stand. */
export class LookError extends Error {
  override name = 'LookError'
  constructor(readonly rule: LookRule) {
    super(LINES[rule])
  }
}

export interface Look {
  purpose: LookPurpose
  /** In the actor's own words. */
  reason: string
}

const REGISTRY = Symbol.for('longrun.look-turn')

/**
 * The clear name of somebody whom the gate has found among the actor's rows.
 * @throws NotFound for somebody erased; LookError where consent, age or the day's number forbid it
 */
export async function lookBehindMask(
  actor: Actor,
  snapshot: Snapshot,
  { person, purpose, reason }: Look & { person: string },
  now = Date.now(),
): Promise<string> {
  const [layout, database] = [layoutOf(), await appState()]
  const keys = await nameKeysOf(snapshot.engine, person)
  if (await wasErased(layout, database, keys)) throw new NotFound(`no person '${person}'`)
  await refuseBeyondConsent(snapshot, person, purpose)
  // One after the other: looks at the same moment cannot pass the day's number together.
  return turn().use(async () => {
    if ((await looksSince(database, actor.id, startOfDay(now))) >= LOOKS_A_DAY) throw new LookError('perDay')
    await record(database, {
      ...{ actor, action: 'unmask', target: 'person/name', people: [person] },
      purpose: `${purpose}: ${reason}`,
      detail: { snapshot: snapshot.name },
    })
    return nameOrRefusal(await readClearName(layout, keys))
  })
}

/** As for files of lists: nobody under 14; for a contact nobody who has opted out, died, or is held out. */
async function refuseBeyondConsent(snapshot: Snapshot, person: string, purpose: LookPurpose): Promise<void> {
  const isContact = isContactLook(purpose)
  const row = (isContact && (await rowOnLists(snapshot, person))) || { person, dates: {} }
  const reason = (await leaveOut(snapshot, [row], isContact))(row)
  if (reason !== null) throw new LookError(reason)
}

/** The person's row of the risk lists, which tells who is held out; null for somebody on none. */
async function rowOnLists(snapshot: Snapshot, person: string): Promise<PersonRow | null> {
  if (snapshot.dataThrough === null) return null
  const parameters = { ...thresholdParameters(await riskThresholds()), rule: 'any' }
  const question = { metric: 'at-risk', asOf: snapshot.dataThrough, where: Object.entries(parameters) }
  const rows = await listPeople(snapshot.engine, question, 'in')
  return rows.find((row) => row.person === person) ?? null
}

function looksSince(database: AppState, actor: string, since: number): Promise<number> {
  return database.$count(audit, and(gte(audit.at, since), eq(audit.action, 'unmask'), eq(audit.actor, actor)))
}

function nameOrRefusal(name: string | null): string {
  if (name === null) throw new LookError('noName')
  return name
}

function turn(): Pool<true> {
  const holder = globalThis as { [REGISTRY]?: Pool<true> }
  holder[REGISTRY] ??= new Pool<true>([true])
  return holder[REGISTRY]
}
