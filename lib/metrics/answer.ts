/** Asks a metric: validates the question, looks whether its sources exist, lets the room answer, adds goal and labels. */
import { isMatch, isValid, parseISO } from 'date-fns'
import { sql } from 'drizzle-orm'
import type { Engine } from '../warehouse/engine.ts'
import { isMetricId, METRIC_IDS, roomOf } from './catalog.ts'
import {
  type Answer,
  type Definition,
  type FilterKey,
  type ListState,
  type MetricQuery,
  type PersonRow,
  QuestionError,
  type Room,
  type RoomAnswer,
} from './metric.ts'
import { judged, notCovered } from './shared/figure.ts'

/** A question as it comes from a URL or a command line: everything is text. */
export interface RawQuestion {
  metric: string
  asOf: string
  /** Parameters and filters alike; a key may come several times. */
  where?: readonly (readonly [string, string])[]
  by?: string
  from?: string
  to?: string
}

/** Goals that a hospital has set otherwise than the definition, by metric. */
export type Goals = Readonly<Record<string, number>>

/**
 * Answers a question from one snapshot.
 * @throws QuestionError with one line for the user when the question makes no sense.
 */
export async function answerMetric(
  engine: Engine,
  snapshot: string,
  raw: RawQuestion,
  goals: Goals = {},
): Promise<Answer> {
  const room = await findRoom(raw.metric)
  const query = understand(room.definition, raw)
  const missing = await missingFeed(engine, room.definition)
  const answer: RoomAnswer = missing ? { overall: notCovered(missing) } : await room.answer(engine, query)
  const goal = goalOf(room.definition, query, goals)
  const labels = await labelsOf(engine, query.by)
  return {
    ...heading(room.definition, query, snapshot),
    overall: judged(answer.overall, goal),
    ...(answer.groups && {
      groups: answer.groups.map((g) => ({
        ...g,
        ...judged(g, goal),
        key: g.key,
        label: labels.get(g.key) ?? g.label,
      })),
    }),
    ...(answer.series && { series: answer.series.map((s) => ({ ...s, ...judged(s, goal), period: s.period })) }),
  }
}

/** What an answer says of its question. */
function heading(definition: Definition, query: MetricQuery, snapshot: string): Omit<Answer, 'overall'> {
  return {
    metric: definition.id,
    definitionVersion: definition.version,
    asOf: query.asOf,
    snapshot,
    parameters: { ...query.parameters, ...(query.from && { from: query.from }), ...(query.to && { to: query.to }) },
    filters: query.filters as Answer['filters'],
    ...(query.by && { by: query.by }),
  }
}

/**
 * The answer to a proper question that is not answered for the one who asks.
 * @throws QuestionError when the question makes no sense
 */
export function withheldAnswer(
  snapshot: string,
  definition: Definition,
  raw: RawQuestion,
  state: 'not_permitted' | 'empty',
): Answer {
  const overall = { state, value: null, notes: [] }
  return { ...heading(definition, understand(definition, raw), snapshot), overall }
}

/**
 * The people behind a figure.
 * @throws QuestionError when the metric has no such list.
 */
export async function listPeople(engine: Engine, raw: RawQuestion, state: string): Promise<PersonRow[]> {
  const room = await findRoom(raw.metric)
  const query = understand(room.definition, raw)
  const { lists } = room.definition
  if (!room.people || !(lists as readonly string[]).includes(state)) {
    throw new QuestionError(
      lists.length > 0
        ? `${raw.metric} has no list '${state}'; it has: ${lists.join(', ')}`
        : `${raw.metric} counts no people, so it has no lists`,
    )
  }
  if (await missingFeed(engine, room.definition)) return []
  return room.people(engine, query, state as ListState)
}

async function findRoom(id: string): Promise<Room> {
  if (!isMetricId(id)) throw new QuestionError(`unknown metric '${id}'; known: ${METRIC_IDS.join(', ')}`)
  return roomOf(id)
}

/** Checks every word of the question against the definition and fills in the defaults. */
export function understand(definition: Definition, raw: RawQuestion): MetricQuery {
  const parameters: Record<string, string> = {}
  for (const p of definition.parameters)
    parameters[p.name] = p.values?.[0] ?? String(p.integer?.default ?? p.number?.default ?? p.text?.default ?? '')
  const filters: Partial<Record<FilterKey, string[]>> = {}
  for (const [key, value] of raw.where ?? []) {
    if (definition.parameters.some((p) => p.name === key)) parameters[key] = parameterValue(definition, key, value)
    else if ((definition.filters as readonly string[]).includes(key)) addFilter(filters, key as FilterKey, value)
    else {
      const known = [...definition.parameters.map((p) => p.name), ...definition.filters]
      throw new QuestionError(`${definition.id} knows no '${key}'; it has: ${known.join(', ')}`)
    }
  }
  if (raw.by !== undefined && !definition.breakdowns.includes(raw.by)) {
    const known = definition.breakdowns.join(', ') || 'none'
    throw new QuestionError(`${definition.id} cannot be broken down by '${raw.by}'; breakdowns: ${known}`)
  }
  return {
    asOf: day('as-of', raw.asOf),
    parameters,
    filters,
    ...(raw.by !== undefined && { by: raw.by }),
    ...period(definition, raw),
  }
}

function period(definition: Definition, raw: RawQuestion): { from?: string; to?: string } {
  if (raw.from === undefined && raw.to === undefined) return {}
  if (!definition.hasPeriod) throw new QuestionError(`${definition.id} has no period; leave out --from and --to`)
  if (raw.from === undefined || raw.to === undefined) throw new QuestionError('--from and --to go together')
  const [from, to] = [day('from', raw.from), day('to', raw.to)]
  if (from > to) throw new QuestionError(`--from ${from} is after --to ${to}`)
  if (to > raw.asOf) throw new QuestionError(`--to ${to} is after the as-of ${raw.asOf}; nothing after it is known`)
  return { from, to }
}

function parameterValue(definition: Definition, name: string, value: string): string {
  const p = definition.parameters.find((candidate) => candidate.name === name)
  if (p?.values && !p.values.includes(value)) {
    throw new QuestionError(`${name}=${value}: expected one of ${p.values.join(', ')}`)
  }
  if (p?.integer) {
    const { min, max } = p.integer
    if (!/^\d{1,6}$/.test(value) || Number(value) < min || Number(value) > max) {
      throw new QuestionError(`${name}=${value}: expected a whole number from ${min} to ${max}`)
    }
    return String(Number(value))
  }
  if (p?.number) {
    const { min, max } = p.number
    if (!/^\d{1,6}(\.\d{1,6})?$/.test(value) || Number(value) < min || Number(value) > max) {
      throw new QuestionError(`${name}=${value}: expected a number from ${min} to ${max}`)
    }
    return String(Number(value))
  }
  return value
}

function addFilter(filters: Partial<Record<FilterKey, string[]>>, key: FilterKey, value: string): void {
  const values = filters[key] ?? []
  if (!values.includes(value)) values.push(value)
  filters[key] = values
}

function day(name: string, text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || !isMatch(text, 'yyyy-MM-dd') || !isValid(parseISO(text))) {
    throw new QuestionError(`--${name} ${text}: expected a day like 2026-06-30`)
  }
  return text
}

async function missingFeed(engine: Engine, definition: Definition): Promise<string | null> {
  const rows = await engine.query<{ feed: string }>(sql`select feed from feed_status where is_covered`)
  const covered = new Set(rows.map((r) => r.feed))
  const gap = definition.requires.find((any) => !any.some((feed) => covered.has(feed)))
  return gap?.[0] ?? null
}

function goalOf(definition: Definition, query: MetricQuery, goals: Goals): number | undefined {
  if (!definition.target) return undefined
  const holds = Object.entries(definition.target.when).every(([name, value]) => query.parameters[name] === value)
  return holds ? (goals[definition.id] ?? definition.target.above) : undefined
}

async function labelsOf(engine: Engine, by: string | undefined): Promise<Map<string, string>> {
  const source =
    by === 'group'
      ? sql`select group_id as key, coalesce(name, group_id) as label from community_group`
      : by === 'channel'
        ? sql`select channel as key, coalesce(name, channel) as label from channel`
        : null
  if (!source) return new Map()
  const rows = await engine.query<{ key: string; label: string }>(source)
  return new Map(rows.map((r) => [r.key, r.label]))
}
