/** Answers both lifts: the effect of joining on one outcome, with everything that is needed to doubt it. */
import { MDE80 } from '../../../stats/att.ts'
import { benjaminiHochberg } from '../../../stats/benjamini-hochberg.ts'
import { eValue } from '../../../stats/e-value.ts'
import { holm } from '../../../stats/holm.ts'
import type { Engine } from '../../../warehouse/engine.ts'
import type { Figure, GroupFigure, MetricQuery, Part, RoomAnswer } from '../../metric.ts'
import { FEW, LEVEL } from '../figure.ts'
import { largestSmd } from './balance.ts'
import { type Effect, type Estimate, estimate } from './estimate.ts'
import { type Findings, findings, type LiftOutcome } from './findings.ts'
import { type Ladder, LEVELS } from './ladder.ts'
import type { Sensitivity } from './sensitivity.ts'
import { isTrialKey, type TrialKey, type Waiting, waiting } from './trials.ts'
import { liftVerdict } from './verdict.ts'

/** Overall and, with `by`, one figure a department or disease (exploratory: q values, no verdict). */
export async function lift(engine: Engine, query: MetricQuery, outcome: LiftOutcome): Promise<RoomAnswer> {
  const found = await findings(engine, query, outcome)
  const overall = overallFigure(found, outcome)
  if (query.by === undefined || !isTrialKey(query.by)) return { overall }
  return { overall, groups: await groups(engine, query, { by: query.by, outcome, level: found.ladder.level }) }
}

function overallFigure(found: Findings, outcome: LiftOutcome): Figure {
  const { estimate: whole, waiting: later, isExploratory } = found
  if (!whole) return nothing(found, later)
  const effect = whole.effects[outcome]
  const holmP = holm([whole.effects.returned.p, whole.effects.referred.p])[outcome === 'returned' ? 0 : 1] ?? null
  const maxSmd = largestSmd(found.balance)
  const e = eValue(effect.rr, effect.rrLow, effect.rrHigh)
  const coverage = found.ladder.coverage[found.ladder.level]
  const { verdict, reasons, isFragile } = liftVerdict({
    matchedPersons: whole.matchedPersons,
    essControls: whole.essControls,
    events1: effect.events1,
    events0: effect.events0,
    coverage,
    maxSmd,
    low: effect.low,
    high: effect.high,
    rrLow: effect.rrLow,
    holmP,
    placeboLow: found.hasReferrals ? whole.effects.placebo.low : null,
    isCapturedAlike: outcome === 'returned' || found.isCapturedAlike,
    eValueLimit: e?.limit ?? null,
    secondEstimator: found.sensitivity,
  })
  const { value, low, high } = whole.effects.placebo
  return {
    ...counted(effect, whole.members),
    verdict: isExploratory ? null : verdict,
    notes: notesOf(found, coverage),
    parts: {
      ...effectParts(effect),
      holmP,
      cmh: effect.cmh,
      coverage,
      level: found.ladder.level,
      essControls: whole.essControls,
      maxSmd,
      mde80: effect.se === null ? null : MDE80 * effect.se,
      placebo: found.hasReferrals ? { value, low, high } : null,
      eValue: e?.value ?? null,
      eValueCi: e?.limit ?? null,
      fragile: isFragile,
      reasons,
      ...population(found, whole),
      balance: found.balance.map((row) => ({ ...row })),
      ...(found.sensitivity !== undefined && { sensitivity: sensitivityPart(found.sensitivity) }),
    },
  }
}

/** Nobody is matched: not yet mature, or nobody to match. */
function nothing(found: Findings, later: Waiting | undefined): Figure {
  const isImmature = found.ladder.eligibleTrials === 0 && later !== undefined && later.trials > 0
  return {
    state: isImmature ? 'immature' : 'empty',
    value: null,
    numerator: 0,
    denominator: 0,
    ...(isImmature && later.first_matures_on && { maturesOn: later.first_matures_on }),
    verdict: found.isExploratory ? null : 'insufficient',
    notes: [],
    parts: {
      coverage: found.ladder.coverage[found.ladder.level],
      level: found.ladder.level,
      reasons: [isImmature ? 'follow-up-below-12-months' : 'members-below-100'],
      ...population(found, undefined),
    },
  }
}

function counted(
  effect: Effect,
  members: number,
): Pick<Figure, 'state' | 'value' | 'numerator' | 'denominator' | 'low' | 'high' | 'level'> {
  return {
    state: members < FEW ? 'few' : 'ok',
    value: effect.value,
    numerator: effect.events1,
    denominator: members,
    low: effect.low,
    high: effect.high,
    level: LEVEL,
  }
}

function effectParts(effect: Effect): Record<string, Part> {
  const { p1, p0, rr, rrLow, rrHigh, p, events1, events0 } = effect
  return { p1, p0, rr, rrLow, rrHigh, p, events: { members: events1, controls: events0 } }
}

/** Who the figure speaks for: trials, persons, first joins, and what each level of the ladder would have matched. */
function population(found: Findings, whole: Estimate | undefined): Record<string, Part> {
  const { ladder: l } = found
  return {
    eligiblePersons: l.eligiblePersons,
    eligibleTrials: l.eligibleTrials,
    matchedPersons: whole?.matchedPersons ?? 0,
    controls: whole?.controls ?? 0,
    controlTrials: l.controlTrials,
    controlPersons: l.controlPersons,
    firstJoins: l.firstJoins,
    waiting: found.waiting?.trials ?? 0,
    ladder: LEVELS.map((level) => ({ level, coverage: l.coverage[level] })),
  }
}

function sensitivityPart(second: Sensitivity | null): Part {
  if (!second) return { value: null, low: null, high: null, ess: null, note: 'no-overlap' }
  return { ...second, note: 'entropy-balancing' }
}

const WARN_COVERAGE = 0.8

function notesOf(found: Findings, coverage: number | null): string[] {
  const notes = ['observational']
  if (found.isExploratory) notes.push('exploratory')
  if (coverage !== null && coverage < WARN_COVERAGE) notes.push('coverage-below-80')
  if (!found.hasReferrals) notes.push('no-placebo')
  return notes
}

async function groups(
  engine: Engine,
  query: MetricQuery,
  { by, outcome, level }: { by: TrialKey; outcome: LiftOutcome; level: Ladder['level'] },
): Promise<GroupFigure[]> {
  const estimates = await estimate(engine, query, level, by)
  const later = await engine.query<Waiting>(waiting(query, by))
  const q = benjaminiHochberg(estimates.map((e) => e.effects[outcome].p))
  const judged = estimates.map((e, i): GroupFigure => {
    const effect = e.effects[outcome]
    return {
      key: e.key,
      label: e.key,
      ...counted(effect, e.members),
      notes: ['exploratory'],
      parts: {
        ...effectParts(effect),
        q: q[i] ?? null,
        cmh: effect.cmh,
        matchedPersons: e.matchedPersons,
        controls: e.controls,
        essControls: e.essControls,
      },
    }
  })
  const known = new Set(judged.map((g) => g.key))
  const young = later
    .filter((w) => !known.has(w.key))
    .map((w): GroupFigure => ({ key: w.key, label: w.key, ...immature(w.first_matures_on) }))
  return [...judged, ...young].sort((a, b) => (a.key < b.key ? -1 : 1))
}

function immature(maturesOn: string | null): Figure {
  return { state: 'immature', value: null, numerator: 0, denominator: 0, ...(maturesOn && { maturesOn }), notes: [] }
}
