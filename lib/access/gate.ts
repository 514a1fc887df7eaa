/**
 * The one gate: whatever leaves the warehouse for a page, a route or an export passes here with an actor. It adds the
 * actor's rows to the question, refuses what cannot be cut to them, hides what is too small, and writes the audit row.
 * One view reads one snapshot from beginning to end, however many figures it needs.
 */
import 'server-only'
import { appState } from '../app-state/database.ts'
import { readGoals } from '../app-state/settings.ts'
import { answerMetric, type Goals, listPeople, type RawQuestion, withheldAnswer } from '../metrics/answer.ts'
import { isMetricId, roomOf } from '../metrics/catalog.ts'
import { type Answer, type Definition, type PersonRow, QuestionError } from '../metrics/metric.ts'
import { type Consent, consentsOf, tagOptOutOf } from '../people/consents.ts'
import { isAmong } from '../people/in-scope.ts'
import { type PersonFacts, personFacts, type TimelineEvent, timeline } from '../people/timeline.ts'
import { cached } from '../warehouse/cache.ts'
import { type Snapshot, withSnapshot, withSnapshotOrLastGood } from '../warehouse/snapshot.ts'
import { AccessDenied, type Actor, authorize } from './actor.ts'
import { type AuditAction, record } from './audit.ts'
import { noteRead } from './last-read.ts'
import { ABOUT_DATA, CLINICAL_KEYS, NOT_CLINICAL } from './matrix.ts'
import { NotFound } from './not-found.ts'
import { takeToken } from './rate.ts'
import { confine, limitedKeys } from './scope.ts'
import { suppressSmallCells } from './suppress.ts'
import { type Look, lookBehindMask } from './unmask.ts'

/** What a page may ask while it holds one snapshot. */
export interface View {
  readonly snapshot: Snapshot
  readonly actor: Actor
  metric(question: RawQuestion): Promise<Answer>
  /** The people behind a figure, names masked. Who saw whom is in the audit trail before anybody sees them. */
  people(question: RawQuestion, state: string, use?: ListUse): Promise<PersonRow[]>
  /** One person's evidence up to a day; null for nobody, or for somebody outside the actor's rows. */
  person(person: string, asOf: string): Promise<SeenPerson | null>
  /** One person's clear name. Who looked, and what for, is in the audit trail before the name is read. */
  clearName(person: string, look: Look): Promise<string>
}

export interface SeenPerson {
  facts: PersonFacts
  events: TimelineEvent[]
  consents: Consent[]
  /** Since when a WeCom tag says not to contact. */
  tagOptOut: string | null
}

export interface Reading {
  /** Where nothing can be answered anew, the answers kept from before will do; `snapshot.trouble` then says so. */
  mayBeLastGood?: boolean
}

/** What a list is wanted for, where it is not just looked at. */
export interface ListUse {
  action: Extract<AuditAction, 'view-people' | 'export-request' | 'export-people'>
  purpose: string
  /** The rows that are wanted of the list: nobody else is seen, or noted as seen. */
  choose?: (rows: PersonRow[]) => PersonRow[] | Promise<PersonRow[]>
  /** What the audit row says beside the question. */
  detail?: Readonly<Record<string, unknown>>
}

const LOOKED_AT: ListUse = { action: 'view-people', purpose: '' }
/** Lists that an account may open within a minute. */
const LISTS_A_MINUTE = 120

/**
 * Opens a view for an actor on the current snapshot, and keeps that snapshot until the work is done.
 * @throws AccessDenied, QuestionError, or NoSnapshot when nothing is published or the file is unreadable
 */
export async function openView<T>(
  actor: Actor,
  work: (view: View) => Promise<T>,
  { mayBeLastGood = false }: Reading = {},
): Promise<T> {
  if (!actor.rights.has('read-figures')) authorize(actor, 'read-quality')
  noteRead()
  const goals = await readGoals()
  const open = mayBeLastGood ? withSnapshotOrLastGood : withSnapshot
  return open((snapshot) => work(viewOn(actor, snapshot, goals)))
}

/** A view for an actor on a snapshot that somebody holds open. */
export function viewOn(actor: Actor, snapshot: Snapshot, goals: Goals = {}): View {
  return {
    snapshot,
    actor,
    metric: (question) => readMetric(actor, snapshot, question, goals),
    people: (question, state, use = LOOKED_AT) => readPeople(actor, snapshot, { question, state, use }),
    person: (person, asOf) => readPerson(actor, snapshot, person, asOf),
    clearName: (person, look) => readClearName(actor, snapshot, person, look),
  }
}

async function readMetric(actor: Actor, snapshot: Snapshot, question: RawQuestion, goals: Goals): Promise<Answer> {
  if (!ABOUT_DATA.has(question.metric)) authorize(actor, 'read-figures')
  const definition = await definitionOf(question.metric)
  if (!isPermitted(actor, definition, question))
    return withheldAnswer(snapshot.name, definition, question, 'not_permitted')
  const where = confine(actor.scope, question.where ?? [])
  if (where === null) return withheldAnswer(snapshot.name, definition, question, 'empty')
  // The rows that the actor may see are part of the question, and so of the key: nobody gets another scope's answer.
  const confined = { ...question, where }
  const goal = goals[question.metric] ?? null
  const answer = await cached(snapshot, ['metric', definition.version, confined, goal], () =>
    answerMetric(snapshot.engine, snapshot.name, confined, goals),
  )
  return actor.rights.has('read-people') ? answer : suppressSmallCells(answer)
}

async function readPeople(
  actor: Actor,
  snapshot: Snapshot,
  { question, state, use }: { question: RawQuestion; state: string; use: ListUse },
): Promise<PersonRow[]> {
  authorize(actor, 'read-people')
  if (use.action !== 'view-people') authorize(actor, 'export-people')
  takeToken(`lists ${actor.id}`, LISTS_A_MINUTE)
  const definition = await definitionOf(question.metric)
  if (!isPermitted(actor, definition, question))
    throw new AccessDenied(`${question.metric} cannot be limited to what ${actor.id} may see`)
  const where = confine(actor.scope, question.where ?? [])
  const all = where === null ? [] : await listPeople(snapshot.engine, { ...question, where }, state)
  const people = use.choose ? await use.choose(all) : all
  await record(await appState(), {
    actor,
    action: use.action,
    purpose: use.purpose,
    target: `${question.metric}/${state}`,
    detail: { ...use.detail, snapshot: snapshot.name, asOf: question.asOf, where: question.where ?? [] },
    people: people.map((row) => row.person),
    rows: people.length,
  })
  return people
}

async function readPerson(actor: Actor, snapshot: Snapshot, person: string, asOf: string): Promise<SeenPerson | null> {
  authorize(actor, 'read-people')
  takeToken(`lists ${actor.id}`, LISTS_A_MINUTE)
  const facts = await factsInScope(actor, snapshot, person, asOf)
  if (!facts) return null
  await record(await appState(), {
    actor,
    action: 'view-people',
    target: 'person',
    detail: { snapshot: snapshot.name, asOf },
    people: [person],
  })
  const [events, consents, tagOptOut] = await Promise.all([
    timeline(snapshot.engine, person, asOf),
    consentsOf(snapshot.engine, person, asOf),
    tagOptOutOf(snapshot.engine, person, asOf),
  ])
  return { facts, events, consents, tagOptOut }
}

async function readClearName(actor: Actor, snapshot: Snapshot, person: string, look: Look): Promise<string> {
  authorize(actor, 'unmask')
  takeToken(`lists ${actor.id}`, LISTS_A_MINUTE)
  // As things stand today, whatever day the page is of: somebody who has left the actor's rows is out of reach.
  const facts = await factsInScope(actor, snapshot, person, snapshot.dataThrough ?? '')
  if (!facts) throw new NotFound(`no person '${person}'`)
  return lookBehindMask(actor, snapshot, { person, ...look })
}

/** Null for nobody, and for somebody outside the actor's rows. */
async function factsInScope(
  actor: Actor,
  { engine }: Snapshot,
  person: string,
  asOf: string,
): Promise<PersonFacts | null> {
  const rows = confine(actor.scope, [])
  if (!rows || !(await isAmong(engine, person, rows, asOf))) return null
  return personFacts(engine, person, asOf)
}

/** The answer as an actor may see it that was given to somebody else, whose rows are no more than the actor's. */
export function visibleAnswer(actor: Actor, definition: Definition, answer: Answer): Answer {
  const where = Object.entries(answer.filters).flatMap(([key, values]) =>
    (values ?? []).map((value) => [key, value] as const),
  )
  const { metric, asOf, by } = answer
  if (!isPermitted(actor, definition, { metric, asOf, where, by })) {
    const { groups: _groups, series: _series, ...heading } = answer
    return { ...heading, overall: { state: 'not_permitted', value: null, notes: [] } }
  }
  return actor.rights.has('read-people') ? answer : suppressSmallCells(answer)
}

async function definitionOf(metric: string): Promise<Definition> {
  if (!isMetricId(metric)) throw new QuestionError(`unknown metric '${metric}'`)
  return (await roomOf(metric)).definition
}

/** Whether the question can be answered for this actor: cut to the actor's rows, and without clinical fields where those are closed. */
function isPermitted(actor: Actor, definition: Definition, { by, where = [] }: RawQuestion): boolean {
  if (limitedKeys(actor.scope).some((key) => !definition.filters.includes(key))) return false
  if (actor.rights.has('read-clinical')) return true
  const keys = [...where.map(([key]) => key), ...(by === undefined ? [] : [by])]
  return NOT_CLINICAL.has(definition.id) && !keys.some((key) => CLINICAL_KEYS.has(key))
}
