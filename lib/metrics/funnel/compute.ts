import { wilson } from '../../stats/wilson.ts'
import {
  type Figure,
  type GroupFigure,
  type MetricQuery,
  type Part,
  PERSON_STEPS,
  type PersonStep,
  type RoomAnswer,
} from '../metric.ts'
import { notCovered } from '../shared/figure.ts'
import { byKey, maturedFigure } from '../shared/matured.ts'
import { type FunnelRow, isStrict, type UpperRow } from './query.ts'
import { before, missingFor } from './steps.ts'

export interface FunnelFacts {
  covered: ReadonlySet<string>
  /** Exposures and clicks by channel; null where a filter cuts people in a way that events cannot be cut. */
  upper: readonly UpperRow[] | null
}

/** What turns a row into figures. */
interface Setting extends FunnelFacts {
  query: MetricQuery
  /** A join month, which waits for its last member. */
  isCohort: boolean
}

/** The repeat from the join, the last step, with all steps as groups. */
export function stepAnswer(row: FunnelRow, facts: FunnelFacts, query: MetricQuery): RoomAnswer {
  const setting = { ...facts, query, isCohort: false }
  const groups = Object.entries(steps(row, facts.upper, setting)).map(([key, figure]) => ({
    key,
    label: key,
    ...figure,
  }))
  return { overall: lastStep(row, setting), groups }
}

/** The total and the rows of the breakdown by key, each with its steps under `parts.steps`. */
export function brokenDown(
  total: FunnelRow,
  rows: readonly FunnelRow[],
  facts: FunnelFacts,
  query: MetricQuery,
): RoomAnswer {
  const setting = { ...facts, query, isCohort: query.by === 'cohort' || query.by === 'month' }
  // Events belong to channels and to the total; a channel that showed something but brought nobody has a row too.
  const isChannel = query.by === 'channel'
  const eventsOf = (key: string) => (isChannel ? (facts.upper?.filter((u) => u.channel === key) ?? null) : undefined)
  const silent = isChannel ? (facts.upper ?? []).filter((u) => !rows.some((row) => row.key === u.channel)) : []
  const groups = [...rows, ...silent.map((u) => ({ ...NOBODY, key: u.channel }))].map((row): GroupFigure => {
    const parts = { steps: asParts(steps(row, eventsOf(row.key), setting)) }
    return { key: row.key, label: row.key, ...lastStep(row, setting), parts }
  })
  const whole = { ...setting, isCohort: false }
  const parts = { steps: asParts(steps(total, facts.upper, whole)) }
  return { overall: { ...lastStep(total, whole), parts }, groups: groups.sort(byKey) }
}

function lastStep(row: FunnelRow, setting: Setting): Figure {
  const { parts: _, ...figure } = stepFigure('repeat', row, setting)
  return figure
}

/** A row without anybody. */
export const NOBODY: FunnelRow = {
  ...{ key: '', is_total: false, people: 0, mature: 0, mature_repeat: 0, revisit_known: 0, revisit_reached: 0 },
  ...{ first_matures: null, last_matures: null, first_matures_repeat: null, last_matures_repeat: null },
  ...{ reached_join: 0, reached_active: 0, reached_consult: 0, reached_book: 0, reached_visit: 0, reached_repeat: 0 },
  ...{ hours_join: null, hours_active: null, hours_consult: null, hours_book: null, hours_visit: null },
  ...{ hours_repeat: null, since_join: null, since_active: null, since_consult: null, since_book: null },
  ...{ since_visit: null, since_repeat: null, slow_join: 0, slow_active: 0, slow_consult: 0, slow_book: 0 },
  ...{ slow_visit: 0, slow_repeat: 0, slowest_join: null, slowest_active: null, slowest_consult: null },
  ...{ slowest_book: null, slowest_visit: null, slowest_repeat: null },
}

/** `events`: the channels' rows, null where they cannot be told, undefined where the row has none. */
function steps(
  row: FunnelRow,
  events: readonly UpperRow[] | null | undefined,
  setting: Setting,
): Record<string, Figure> {
  const people = PERSON_STEPS.map((step) => [step, stepFigure(step, row, setting)] as const)
  if (events === undefined) return Object.fromEntries(people)
  const { exposure, click, perClick } = eventFigures(events, setting.covered)
  const [[, join] = ['join', undefined], ...later] = people
  return {
    exposure,
    click,
    ...(join && { join: { ...join, parts: { ...join.parts, perClick } } }),
    ...Object.fromEntries(later),
  }
}

function eventFigures(events: readonly UpperRow[] | null, covered: ReadonlySet<string>) {
  if (!covered.has('marketing/channel_daily')) {
    const missing = { ...notCovered('marketing/channel_daily'), numerator: null }
    return { exposure: missing, click: missing, perClick: null }
  }
  const base = { state: 'ok' as const, value: null }
  if (events === null) {
    const unknown: Figure = { ...base, numerator: null, notes: ['events-not-split'] }
    return { exposure: unknown, click: unknown, perClick: null }
  }
  const sum = (rows: readonly UpperRow[], of: 'exposures' | 'clicks' | 'joins') =>
    rows.every((r) => r[of] === null) && rows.length > 0 ? null : rows.reduce((n, r) => n + (r[of] ?? 0), 0)
  const [exposures, clicks] = [sum(events, 'exposures'), sum(events, 'clicks')]
  const clicked = events.filter((e) => (e.clicks ?? 0) > 0)
  const exposure: Figure = { ...base, numerator: exposures, notes: [] }
  const click: Figure = { ...base, numerator: clicks, notes: [], parts: { stepRate: ratio(clicks, exposures) } }
  return { exposure, click, perClick: ratio(sum(clicked, 'joins'), sum(clicked, 'clicks')) }
}

function stepFigure(step: PersonStep, row: FunnelRow, { covered, query, isCohort }: Setting): Figure {
  const isRepeat = step === 'repeat'
  const denominator = isRepeat ? row.mature_repeat : row.mature
  const inProgress = row.people - denominator
  const missing = missingFor(step, isStrict(query), covered)
  if (missing) {
    const parts = { fromJoin: null, inProgress, ...(step !== 'join' && UNKNOWN_STEP) }
    return { ...notCovered(missing), numerator: null, denominator, parts }
  }
  const figure = maturedFigure(
    {
      numerator: row[`reached_${step}`] ?? 0,
      denominator,
      immature: inProgress,
      firstMatures: isRepeat ? row.first_matures_repeat : row.first_matures,
      lastMatures: isRepeat ? row.last_matures_repeat : row.last_matures,
    },
    isCohort,
  )
  const own = step === 'join' ? {} : fromStepBefore(step, row, isStrict(query))
  return { ...figure, parts: { fromJoin: figure.value, inProgress, ...own } }
}

const UNKNOWN_STEP = {
  ...{ stepRate: null, stepLow: null, stepHigh: null, stepDenominator: null, dropped: null },
  ...{ medianHours: null, medianHoursFromJoin: null, slow: null, slowHours: null },
}

/** Rate and time from the step before; in any order only the repeat has a step before it, the visit. */
function fromStepBefore(step: PersonStep, row: FunnelRow, isOrdered: boolean): Record<string, Part> {
  const isRepeat = step === 'repeat'
  const since = {
    medianHoursFromJoin: row[`since_${step}`],
    slow: row[`slow_${step}`],
    slowHours: row[`slowest_${step}`],
  }
  const reached = isRepeat ? row.revisit_reached : (row[`reached_${step}`] ?? 0)
  if (!isOrdered && !isRepeat) return { ...UNKNOWN_STEP, dropped: row.mature - reached, ...since }
  const previous = before(step)
  const from = isRepeat ? row.revisit_known : previous ? (row[`reached_${previous}`] ?? 0) : row.mature
  const interval = wilson(reached, from)
  return {
    stepRate: ratio(reached, from),
    stepLow: interval?.low ?? null,
    stepHigh: interval?.high ?? null,
    stepDenominator: from,
    dropped: from - reached,
    medianHours: row[`hours_${step}`],
    ...since,
  }
}

function ratio(part: number | null, whole: number | null): number | null {
  return part !== null && whole !== null && whole > 0 ? part / whole : null
}

function asParts(figures: Readonly<Record<string, Figure>>): Part {
  return Object.fromEntries(Object.entries(figures).map(([step, figure]) => [step, asPart(figure)]))
}

function asPart({ target: _, verdict: __, ...figure }: Figure): Part {
  const { maturesOn, missing, parts, numerator, denominator, low, high, level, ...rest } = figure
  return {
    ...rest,
    ...(numerator !== undefined && { numerator }),
    ...(denominator !== undefined && { denominator }),
    ...(low !== undefined && { low }),
    ...(high !== undefined && { high }),
    ...(level !== undefined && { level }),
    ...(maturesOn !== undefined && { maturesOn }),
    ...(missing !== undefined && { missing }),
    ...(parts && { parts }),
  }
}
