/**
 * What moved since last month, by how much and how surely. A total of this month and one of last month are mostly the
 * same people, so their difference gets no interval; cohorts of different join months share nobody, so theirs does.
 */

import type { Figure, GroupFigure } from '../../metrics/metric.ts'
import { FEW } from '../../metrics/shared/figure.ts'
import { partOf } from '../../metrics/shared/highlights.ts'
import { type Difference, newcombe } from '../../stats/newcombe.ts'
import { Z95 } from '../../stats/wilson.ts'
import { before } from '../calls.ts'
import { earlier } from '../month.ts'
import type { Report } from '../report.ts'
import { minus, pairOf } from '../table.ts'
import {
  type Base,
  type Clause,
  clause,
  count,
  countsOf,
  type Finding,
  number,
  row,
  span,
  text,
  valueClause,
} from './finding.ts'

export function changeFindings(report: Report): Finding[] {
  return [
    ...shareFinding(report, { id: 'activity', cohorts: 'activity-cohorts', months: 3, base: 'memberDays' }),
    ...shareFinding(report, { id: 'retention', cohorts: 'retention', months: 6, base: 'people' }),
    ...poolFinding(report),
    ...stickinessFinding(report),
    ...revenueFinding(report),
    ...conversionFinding(report),
  ]
}

interface Share {
  id: string
  cohorts: string
  /** Months after joining at which a cohort is judged. */
  months: number
  base: Base
}

/** The total against last month, then the cohort that has come of age this month against the one before it. */
function shareFinding(report: Report, share: Share): Finding[] {
  const { now, last, calls } = pairOf(report, share.id)
  const total = now && last ? movedClauses(share.id, now, last) : []
  const cohort = cohortClauses(report, share)
  const clauses = [...total, ...cohort]
  if (clauses.length === 0) return []
  return [
    {
      id: `${share.id}-change`,
      kind: 'change',
      clauses,
      calls: [...new Set([...calls, ...(cohort.length > 0 ? [share.cohorts] : [])])],
    },
  ]
}

/** "66.2%，上月末 66.0%，上升 0.2 个百分点", and that no interval can be given. */
export function movedClauses(name: string, now: Figure, last: Figure, unit: 'ratio' | 'score' = 'ratio'): Clause[] {
  const change = minus(now.value, last.value)
  if (change === null) return []
  const values = { name: row(name), value: number(now.value, unit), before: number(last.value, unit) }
  return [moved('moved', values, change, unit === 'ratio' ? 'points' : unit), clause('overlap')]
}

/** Smaller differences of shares are none once they are written. */
const SMALLEST = 0.0005

/** A message in one of its three forms: `Up`, `Down`, `Same`. */
function moved(
  key: string,
  slots: Clause['slots'],
  change: number,
  unit: 'points' | 'score' | 'fen' | 'people',
): Clause {
  const isSame = unit === 'points' || unit === 'score' ? Math.abs(change) < SMALLEST : change === 0
  const direction = isSame ? 'Same' : change > 0 ? 'Up' : 'Down'
  return clause(key + direction, {
    ...slots,
    change: number(Math.abs(change), unit === 'points' ? 'pointsSize' : unit),
  })
}

function cohortClauses(report: Report, { cohorts, months, base }: Share): Clause[] {
  if (!report.month.isFinished) return []
  const find = (back: number) => {
    const key = earlier(report.month, back).month
    return report.entries[cohorts]?.answer.groups?.find((g) => g.key === key)
  }
  const [now, last] = [find(months), find(months + 1)]
  if (!now || now.value === null || !last || last.value === null) return []
  const [size, previous] = [countsOf(now, base), countsOf(last, base)]
  if (!size || !previous) return []
  const isFew = personsOf(now) < FEW || personsOf(last) < FEW
  const difference = base === 'memberDays' ? clustered(now, last) : proportions(now, last)
  const slots = {
    ...{ cohort: text(now.label), counts: size, value: number(now.value, 'ratio') },
    ...{ previous: text(last.label), countsBefore: previous, before: number(last.value, 'ratio') },
  }
  return [clause('cohort', slots), ...certainty(difference, isFew)]
}

/** The difference of two groups without a common member, and whether chance alone could make it. */
export function certainty(difference: Difference | null, isFew: boolean): Clause[] {
  const interval = difference && span(difference.low, difference.high, 'points')
  if (!difference || !interval) return [clause('noInterval')]
  const said = clause('difference', { difference: number(difference.value, 'points'), interval })
  if (isFew) return [said, clause('fewToCompare')]
  return [said, clause(difference.low > 0 || difference.high < 0 ? 'beyondChance' : 'withinChance')]
}

function proportions(now: Figure, last: Figure): Difference | null {
  const { numerator: x1, denominator: n1 } = now
  const { numerator: x2, denominator: n2 } = last
  if (x1 == null || n1 == null || x2 == null || n2 == null) return null
  return newcombe(x1, n1, x2, n2)
}

/** Of two rates with standard errors of their own, as member-days of one person hang together. */
function clustered(now: Figure, last: Figure): Difference | null {
  const [a, b] = [partOf(now, 'se'), partOf(last, 'se')]
  const value = minus(now.value, last.value)
  if (a === null || b === null || value === null) return null
  const half = Z95 * Math.hypot(a, b)
  return { value, low: value - half, high: value + half }
}

function personsOf(figure: Figure): number {
  return partOf(figure, 'persons') ?? figure.denominator ?? 0
}

function poolFinding(report: Report): Finding[] {
  const { now, last, calls } = pairOf(report, 'pool')
  if (!now || now.value === null) return []
  const [joined, left] = [partOf(now, 'new'), partOf(now, 'left')]
  const change = minus(now.value, last?.value)
  const flows = clause('pool', {
    ...{ value: number(now.value, 'people'), joined: number(joined, 'people'), left: number(left, 'people') },
  })
  const compared = change === null ? [] : [moved('pool', {}, change, 'people'), clause('counted')]
  return [{ id: 'pool-change', kind: 'change', clauses: [flows, ...compared], calls }]
}

function stickinessFinding(report: Report): Finding[] {
  const { now, last, calls } = pairOf(report, 'pool')
  const [is, was] = [partOf(now, 'stickiness'), partOf(last, 'stickiness')]
  if (is === null || was === null) return []
  const clauses = movedClauses('pool-stickiness', part(is), part(was))
  return [{ id: 'stickiness-change', kind: 'change', clauses, calls }]
}

function part(value: number): Figure {
  return { state: 'ok', value, notes: [] }
}

function revenueFinding(report: Report): Finding[] {
  const { now, last, calls } = pairOf(report, 'revenue')
  if (!now || now.value === null) return []
  const slots = { value: number(now.value, 'fen'), share: number(partOf(now, 'share'), 'ratio') }
  const change = minus(now.value, last?.value)
  const compared =
    change === null ? [] : [moved('revenue', { before: number(last?.value ?? null, 'fen') }, change, 'fen')]
  const people = partOf(now, 'people')
  const mean =
    people === null
      ? []
      : [clause('arpu', { arpu: number(partOf(now, 'arpu'), 'fen'), people: number(people, 'people') })]
  const visits = partOf(now, 'visits')
  const returning = partOf(now, 'returnVisitRate')
  const again =
    visits === null || returning === null
      ? []
      : [clause('returning', { visits: count(visits), share: number(returning, 'ratio') })]
  const clauses = [clause('revenue', slots), ...compared, ...mean, ...again, clause('notCaused')]
  return [{ id: 'revenue-change', kind: 'change', clauses, calls }]
}

/** Those whose 90 days after the join have just passed, against those of the join month before. */
function conversionFinding(report: Report): Finding[] {
  const [now, last] = [report.entries['funnel-joined'], report.entries[before('funnel-joined')]]
  const visitOf = (groups: GroupFigure[] | undefined) => groups?.find((g) => g.key === 'visit')
  const [is, was] = [visitOf(now?.answer.groups), visitOf(last?.answer.groups)]
  if (!now || !is || is.value === null) return []
  const cohort = clause('joinedIn', { cohort: text(now.question.from?.slice(0, 7) ?? '') })
  const size = valueClause('visit-rate', is, 'ratio', 'people')
  if (!last || !was || was.value === null) {
    return [{ id: 'visit-change', kind: 'change', clauses: [cohort, size], calls: [now.id] }]
  }
  const previous = countsOf(was, 'people')
  const compared = clause('joinedBefore', {
    ...{ cohort: text(last.question.from?.slice(0, 7) ?? ''), before: number(was.value, 'ratio') },
    ...(previous && { counts: previous }),
  })
  const isFew = personsOf(is) < FEW || personsOf(was) < FEW
  const clauses = [cohort, size, compared, ...certainty(proportions(is, was), isFew)]
  return [{ id: 'visit-change', kind: 'change', clauses, calls: [now.id, last.id] }]
}
