/** Gathers what the answer of a lift rests on; both lifts share it but for their outcome. */
import { sql } from 'drizzle-orm'
import type { Engine } from '../../../warehouse/engine.ts'
import type { MetricQuery } from '../../metric.ts'
import { type BalanceRow, balance } from './balance.ts'
import { type Estimate, estimate } from './estimate.ts'
import { type Ladder, ladder } from './ladder.ts'
import { type Sensitivity, sensitivity } from './sensitivity.ts'
import { type Outcome, type Waiting, waiting } from './trials.ts'

export type LiftOutcome = Exclude<Outcome, 'placebo'>

export interface Findings {
  ladder: Ladder
  estimate: Estimate | undefined
  balance: BalanceRow[]
  waiting: Waiting | undefined
  /** Undefined where it was not asked for, null without overlap. */
  sensitivity: Sensitivity | null | undefined
  /** Referrals are recorded at all: without them there is no placebo. */
  hasReferrals: boolean
  isExploratory: boolean
  isCapturedAlike: boolean
}

/** Everything for one outcome; the second estimator only where it was asked for. */
export async function findings(engine: Engine, query: MetricQuery, outcome: LiftOutcome): Promise<Findings> {
  const [shared, second] = await Promise.all([
    sharedDesign(engine, query),
    query.parameters.sensitivity === 'on' ? sensitivity(engine, query, outcome) : undefined,
  ])
  return {
    ...shared,
    sensitivity: second,
    isExploratory: Object.keys(query.filters).length > 0,
    isCapturedAlike: query.parameters.referralCapture !== 'members',
  }
}

/** Everything that does not depend on which of the outcomes is asked for. */
type Design = Pick<Findings, 'ladder' | 'estimate' | 'balance' | 'waiting' | 'hasReferrals'>

const underWay = new WeakMap<Engine, Map<string, Promise<Design>>>()

/** The page asks for both lifts at once: they share one design while it is being computed. Nothing is kept after that. */
function sharedDesign(engine: Engine, query: MetricQuery): Promise<Design> {
  const running = underWay.get(engine) ?? new Map<string, Promise<Design>>()
  underWay.set(engine, running)
  const key = JSON.stringify([query.asOf, query.filters.department ?? [], query.filters.disease ?? []])
  const found = running.get(key)
  if (found) return found
  const started = design(engine, query).finally(() => running.delete(key))
  running.set(key, started)
  return started
}

async function design(engine: Engine, query: MetricQuery): Promise<Design> {
  const steps = await ladder(engine, query)
  const [[whole], table, [later], hasReferrals] = await Promise.all([
    estimate(engine, query, steps.level),
    balance(engine, query, steps.level),
    engine.query<Waiting>(waiting(query, null)),
    coversReferrals(engine),
  ])
  return { ladder: steps, estimate: whole, balance: table, waiting: later, hasReferrals }
}

async function coversReferrals(engine: Engine): Promise<boolean> {
  const rows = await engine.query(sql`select feed from feed_status where feed = 'community/referrals' and is_covered`)
  return rows.length > 0
}
