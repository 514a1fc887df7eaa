/**
 * The one gate: whatever leaves the warehouse for a page, a route or an export passes here with an actor.
 * One view reads one snapshot from beginning to end, however many figures it needs.
 */
import 'server-only'
import { answerMetric, listPeople, type RawQuestion } from '../metrics/answer.ts'
import { isMetricId, roomOf } from '../metrics/catalog.ts'
import type { Answer, PersonRow } from '../metrics/metric.ts'
import { type PersonFacts, personFacts, type TimelineEvent, timeline } from '../people/timeline.ts'
import { cached } from '../warehouse/cache.ts'
import { type Snapshot, withSnapshot, withSnapshotOrLastGood } from '../warehouse/snapshot.ts'
import { type Actor, authorize } from './actor.ts'
import { suppressSmallCells } from './suppress.ts'

/** What a page may ask while it holds one snapshot. */
export interface View {
  readonly snapshot: Snapshot
  metric(question: RawQuestion): Promise<Answer>
  people(question: RawQuestion, state: string): Promise<PersonRow[]>
  /** One person's evidence up to a day; null for nobody. */
  person(person: string, asOf: string): Promise<{ facts: PersonFacts; events: TimelineEvent[] } | null>
}

export interface Reading {
  /** Where nothing can be answered anew, the answers kept from before will do; `snapshot.trouble` then says so. */
  mayBeLastGood?: boolean
}

/**
 * Opens a view for an actor on the current snapshot, and keeps that snapshot until the work is done.
 * @throws AccessDenied, QuestionError, or NoSnapshot when nothing is published or the file is unreadable
 */
export async function openView<T>(
  actor: Actor,
  work: (view: View) => Promise<T>,
  { mayBeLastGood = false }: Reading = {},
): Promise<T> {
  authorize(actor, 'read-figures')
  const open = mayBeLastGood ? withSnapshotOrLastGood : withSnapshot
  return open((snapshot) =>
    work({
      snapshot,
      metric: (question) => readMetric(actor, snapshot, question),
      people: async (question, state) => {
        authorize(actor, 'read-people')
        return listPeople(snapshot.engine, question, state)
      },
      person: async (person, asOf) => {
        authorize(actor, 'read-people')
        const facts = await personFacts(snapshot.engine, person, asOf)
        return facts && { facts, events: await timeline(snapshot.engine, person, asOf) }
      },
    }),
  )
}

async function readMetric(actor: Actor, snapshot: Snapshot, question: RawQuestion): Promise<Answer> {
  const version = isMetricId(question.metric) ? (await roomOf(question.metric)).definition.version : 0
  const answer = await cached(snapshot, ['metric', version, question], () =>
    answerMetric(snapshot.engine, snapshot.name, question),
  )
  return actor.rights.has('read-people') ? answer : suppressSmallCells(answer)
}
