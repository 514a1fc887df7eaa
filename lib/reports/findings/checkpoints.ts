/** Where the four checkpoints stand, and which verdict has changed. Pure. */
import type { Figure, State } from '../../metrics/metric.ts'
import { type CheckOutcome, countOutcomes, jointOutcome, outcomeOf } from '../../metrics/shared/checkpoints.ts'
import { partOf } from '../../metrics/shared/highlights.ts'
import type { Report } from '../report.ts'
import { pairOf, statusOf } from '../table.ts'
import {
  type Base,
  type Clause,
  clause,
  count,
  type Finding,
  number,
  row,
  span,
  stateClause,
  valueClause,
} from './finding.ts'

/** The state of each checkpoint, in their order. */
export function checkpointFindings(report: Report): Finding[] {
  return [
    ...summary(report),
    ...goalFinding(report, 'activity', 'memberDays'),
    ...goalFinding(report, 'retention', 'people'),
    ...liftFinding(report, 'return-lift'),
    ...liftFinding(report, 'referral-lift'),
    ...brandFinding(report),
  ]
}

const ORDER: readonly CheckOutcome[] = ['met', 'met_point', 'not_met', 'immature', 'unknown']

/** How many of the four checkpoints are passed; return and referral are one. */
function summary(report: Report): Finding[] {
  const ids = ['activity', 'retention', 'return-lift', 'referral-lift', 'brand']
  const figures = ids.map((id) => report.entries[id]?.answer.overall)
  const [activity, retention, returned, referred, brand] = figures
  if (!activity || !retention || !returned || !referred || !brand) return []
  const outcomes = [outcomeOf(activity), outcomeOf(retention), jointOutcome([returned, referred]), outcomeOf(brand)]
  const counts = countOutcomes(outcomes)
  const said = ORDER.filter((outcome) => counts[outcome] > 0).map((outcome) => ({ outcome, count: counts[outcome] }))
  const slots = { total: count(outcomes.length), outcomes: { list: said } }
  return [{ id: 'summary', kind: 'result', clauses: [clause('summary', slots)], calls: ids }]
}

function goalFinding(report: Report, id: string, base: Base): Finding[] {
  const { now, last, calls } = pairOf(report, id)
  if (!now) return []
  const state = stateClause(id, now)
  const clauses = state ? [state] : [valueClause(id, now, 'ratio', base), ...goalClauses(now)]
  return [finding(id, now, [...clauses, ...verdictChange(now, last)], calls)]
}

/** The verdict against the goal, in words; nothing where it has none. */
function goalClauses({ target, verdict }: Figure): Clause[] {
  if (!target || !verdict) return []
  return [clause(`verdict.${verdict}`, { goal: number(target.above, 'ratio') })]
}

function liftFinding(report: Report, id: string): Finding[] {
  const { now, last, calls } = pairOf(report, id)
  if (!now) return []
  const state = stateClause(id, now)
  const clauses = state && now.state !== 'ok' ? [state] : liftClauses(id, now)
  return [finding(id, now, [...clauses, ...verdictChange(now, last)], calls)]
}

function liftClauses(id: string, figure: Figure): Clause[] {
  const interval = span(figure.low, figure.high, 'points')
  const persons = partOf(figure, 'matchedPersons')
  const slots = { name: row(id), persons: number(persons, 'people'), trials: count(figure.denominator ?? 0) }
  const difference = number(figure.value, 'points')
  const measured = interval ? clause('lift', { ...slots, difference, interval }) : clause('liftNone', { name: row(id) })
  return [measured, ...liftVerdict(figure), clause('observational')]
}

function liftVerdict(figure: Figure): Clause[] {
  const { verdict } = figure
  if (!verdict) return [clause('exploratory')]
  const reasons = figure.parts?.reasons
  const codes = Array.isArray(reasons) ? reasons.filter((reason) => typeof reason === 'string') : []
  const said = clause(`verdict.${verdict}`)
  if (codes.length === 0) return [said]
  return [said, clause('because', { reasons: { list: codes.map((reason) => ({ reason })) } })]
}

function brandFinding(report: Report): Finding[] {
  const { now, last, calls } = pairOf(report, 'brand')
  if (!now) return []
  const state = stateClause('brand', now)
  if (state) return [finding('brand', now, [state], calls)]
  const interval = span(partOf(now, 'differenceLow'), partOf(now, 'differenceHigh'), 'points')
  const ahead = interval
    ? [clause('brandAhead', { difference: number(partOf(now, 'difference'), 'points'), interval })]
    : []
  const verdict = clause(`brandVerdict.${now.verdict ?? 'none'}`, {
    response: number(partOf(now, 'responseRate'), 'ratio'),
  })
  const clauses = [valueClause('brand', now, 'ratio', 'answers'), ...ahead, verdict, ...verdictChange(now, last)]
  return [finding('brand', now, clauses, calls)]
}

/** States in which there is nothing to compare a judgement with. */
const SILENT: readonly State[] = ['empty', 'not_covered', 'suppressed']

/** Said only where both months had something to judge and the judgement differs. */
function verdictChange(now: Figure, last: Figure | undefined): Clause[] {
  if (!last || SILENT.includes(now.state) || SILENT.includes(last.state)) return []
  const [is, was] = [statusOf(now), statusOf(last)]
  if (is === null || was === null || is === was) return []
  return [clause('verdictChanged', { was: { status: was }, is: { status: is } })]
}

function finding(id: string, figure: Figure, clauses: Clause[], calls: string[]): Finding {
  return { id, kind: figure.state === 'immature' ? 'unknown' : 'result', clauses, calls }
}

/** What of the checkpoints is not over yet, with the day on which more of it can be judged. */
export function waitingFindings(report: Report): Finding[] {
  return [
    ...cohortsWaiting(report, 'activity', 'activity-cohorts'),
    ...cohortsWaiting(report, 'retention', 'retention'),
    ...liftWaiting(report),
  ]
}

function cohortsWaiting(report: Report, id: string, call: string): Finding[] {
  const { answer } = report.entries[call] ?? {}
  const people = answer && partOf(answer.overall, 'immature')
  const next = answer?.groups?.find((g) => g.state === 'immature' && g.maturesOn)
  if (!people || !next?.maturesOn) return []
  const slots = {
    name: row(id),
    people: number(people, 'people'),
    cohort: { text: next.label },
    day: { text: next.maturesOn },
  }
  return [{ id: `${id}-waiting`, kind: 'unknown', clauses: [clause('cohortsWaiting', slots)], calls: [call] }]
}

function liftWaiting(report: Report): Finding[] {
  const figure = report.entries['return-lift']?.answer.overall
  const waiting = figure && partOf(figure, 'waiting')
  if (!waiting) return []
  const clauses = [clause('liftWaiting', { trials: count(waiting) })]
  return [{ id: 'lift-waiting', kind: 'unknown', clauses, calls: ['return-lift'] }]
}
