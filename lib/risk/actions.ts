/**
 * What an operator does with people on a list. Only people who stand on it now can be acted on, but for their own wish
 * not to be contacted: that is written down for anybody whom the operator may see.
 */
import 'server-only'
import { type Actor, authorize } from '../access/actor.ts'
import type { View } from '../access/gate.ts'
import { addOutreach, changeCases, type OutreachEntry, outreachSince } from '../app-state/risk.ts'
import { OUTREACH_DAYS } from '../metrics/at-risk/projections.ts'
import type { RiskRule } from '../metrics/metric.ts'
import { addDays } from '../metrics/shared/days.ts'
import { memberIdsOf } from '../people/member-ids.ts'
import { hospitalZone } from '../warehouse/layout.ts'
import { type RiskRow, riskList } from './list.ts'

export type Channel = NonNullable<OutreachEntry['channel']>

export type RiskAction =
  | { kind: 'contacted'; channel: Channel; script: string }
  | { kind: 'assign'; owner: string | null }
  | { kind: 'snooze'; until: string }
  | { kind: 'reopen' }
  | { kind: 'optOut' }

export interface Acted {
  /** People on whom it was done. */
  done: number
  /** Asked for, but held out, opted out, or no longer on the list. */
  left: number
}

/**
 * @param people pseudonyms
 * @throws AccessDenied without the right
 */
export async function actOnList(
  view: View,
  actor: Actor,
  asked: { rule: RiskRule | 'any'; people: readonly string[]; action: RiskAction },
): Promise<Acted> {
  authorize(actor, 'manage-outreach')
  const asOf = view.snapshot.dataThrough
  if (asOf === null) return { done: 0, left: asked.people.length }
  const { action } = asked
  const wanted = new Set(asked.people)
  // Nobody else is looked at, but a contact needs those who are held out beside it.
  const only = action.kind === 'contacted' ? {} : { only: wanted }
  const list = await riskList(view, { filters: {} }, { rule: asked.rule, asOf, ...only })
  const isOpenTo = (row: RiskRow) =>
    wanted.has(row.person) && (action.kind !== 'contacted' || (row.status !== 'heldOut' && row.status !== 'optedOut'))
  const chosen = list.filter(isOpenTo)
  if (action.kind === 'contacted') await contact(view, actor, { chosen, list, action })
  else {
    const onList = chosen.map((row) => row.person)
    const isWish = action.kind === 'optOut' || action.kind === 'reopen'
    const besides = isWish ? await seenBeside(view, asked.people, new Set(onList), asOf) : []
    const people = [...onList, ...besides]
    const ids = await memberIdsOf(view, people)
    await changeCases(
      people.map((key) => ({ person: key, memberId: ids.get(key) ?? '' })),
      changeOf(action),
      actor.id,
    )
    return { done: people.length, left: asked.people.length - people.length }
  }
  return { done: chosen.length, left: asked.people.length - chosen.length }
}

/** People beside the list that are looked up one by one at most. */
const MOST_BESIDE = 20

/** Of the people asked for who stand on no list: those whom the actor may see. */
async function seenBeside(
  view: View,
  asked: readonly string[],
  onList: ReadonlySet<string>,
  asOf: string,
): Promise<string[]> {
  const seen: string[] = []
  for (const person of asked.filter((key) => !onList.has(key)).slice(0, MOST_BESIDE)) {
    if (await view.person(person, asOf)) seen.push(person)
  }
  return seen
}

function changeOf(action: Exclude<RiskAction, { kind: 'contacted' }>) {
  switch (action.kind) {
    case 'assign':
      return { owner: action.owner }
    case 'snooze':
      return { snoozedUntil: action.until }
    case 'reopen':
      return { snoozedUntil: null, isOptedOut: false }
    case 'optOut':
      return { isOptedOut: true }
  }
}

interface Contact {
  chosen: readonly RiskRow[]
  list: readonly RiskRow[]
  action: { channel: Channel; script: string }
}

/** Each contact under the first of the person's rules; those held out under the same rules are noted beside them. */
async function contact(view: View, actor: Actor, { chosen, list, action }: Contact): Promise<void> {
  const day = hospitalToday()
  const known = await outreachSince(addDays(day, -OUTREACH_DAYS))
  const noted = new Set(known.filter((e) => e.arm === 'holdout').map((e) => `${e.rule}:${e.person}`))
  const rules = new Set(chosen.map(ruleOf))
  const heldOut = list.filter(
    (row) => row.status === 'heldOut' && rules.has(ruleOf(row)) && !noted.has(`${ruleOf(row)}:${row.person}`),
  )
  const ids = await memberIdsOf(
    view,
    [...chosen, ...heldOut].map((row) => row.person),
  )
  const entry = (row: RiskRow, arm: OutreachEntry['arm']) => {
    const base = { person: row.person, memberId: ids.get(row.person) ?? '', rule: ruleOf(row), arm, day, by: actor.id }
    const how = arm === 'contacted' ? action : { channel: null, script: null }
    return { ...base, channel: how.channel, script: how.script }
  }
  await addOutreach([...chosen.map((row) => entry(row, 'contacted')), ...heldOut.map((row) => entry(row, 'holdout'))])
}

function ruleOf(row: RiskRow): string {
  return String(row.dates.rules).split(',')[0] ?? ''
}

/** The hospital's day by the clock: what is written now belongs to it, whatever day the data reaches. */
function hospitalToday(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: hospitalZone() }).format(new Date())
}
