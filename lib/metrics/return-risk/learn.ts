/** Fits the model on early snapshots, judges it on late ones, and decides what is shipped. */
import {
  aucDifference,
  averagePrecision,
  brier,
  calibration,
  discrimination,
  expectedCalibrationError,
  topDecileLift,
} from '../../stats/discrimination.ts'
import { fitRidgeLogistic, linearPredictor, logistic, type RidgeLogistic } from '../../stats/ridge-logistic.ts'
import { FEATURES, RULES } from './features.ts'
import type { LearnRow, LinearScore } from './query.ts'

/** Rarer diseases share one column. */
const MIN_DISEASE_ROWS = 100
/** The ridge on z-scored columns. */
const LAMBDA = 1
/** Outside these the probabilities are shifted before they are shown. */
const INTERCEPT_TOLERANCE = 0.2

export interface Split {
  train: readonly LearnRow[]
  test: readonly LearnRow[]
}

export interface Learnt {
  model: RidgeLogistic
  diseases: readonly string[]
  /** What is shipped: the model or the rule. */
  score: LinearScore
  /** Added to the predictor before it becomes a probability. */
  shift: number
  card: ModelCard
}

export interface ModelCard {
  n: number
  base: number
  auc: number
  averagePrecision: number
  bestRule: string
  ruleAuc: number
  delta: { value: number; low: number; high: number }
  brier: number
  brierReference: number
  ece: number
  calibrationIntercept: number
  calibrationSlope: number
  topDecileLift: number
  isModelShipped: boolean
  isRecalibrated: boolean
}

/** @returns null where a part has only one outcome, so that nothing can be learnt or judged */
export function learn({ train, test }: Split): Learnt | null {
  const diseases = commonDiseases(train)
  const columns = (row: LearnRow) => [
    ...FEATURES.map(({ name }) => row[name] ?? 0),
    ...diseases.map((d) => (row.disease === d ? 1 : 0)),
  ]
  const model = fitRidgeLogistic(train.map(columns), train.map(lostOf), LAMBDA)
  if (!model) return null
  const card = judge(
    test.map((row) => linearPredictor(model, columns(row))),
    { train, test },
  )
  if (!card) return null
  return {
    model,
    diseases,
    score: card.isModelShipped ? modelScore(model, diseases) : ruleScore(card.bestRule),
    shift: card.isRecalibrated ? card.calibrationIntercept : 0,
    card,
  }
}

function judge(predictors: readonly number[], { train, test }: Split): ModelCard | null {
  const outcomes = test.map(lostOf)
  const found = discrimination(predictors, outcomes)
  const rule = bestRule(train)
  const ruled = rule && discrimination(ruleScores(rule, test), outcomes)
  const calibrated = calibration(predictors, outcomes)
  if (!found || !rule || !ruled || !calibrated) return null
  const probabilities = predictors.map(logistic)
  const base = outcomes.reduce((sum, y) => sum + y, 0) / outcomes.length
  const delta = aucDifference(
    found,
    ruled,
    test.map((row) => row.person),
  )
  const { intercept, slope } = calibrated
  return {
    n: test.length,
    base,
    auc: found.auc,
    averagePrecision: averagePrecision(predictors, outcomes) ?? 0,
    bestRule: rule.name,
    ruleAuc: ruled.auc,
    delta,
    brier: brier(probabilities, outcomes),
    brierReference: base * (1 - base),
    ece: expectedCalibrationError(probabilities, outcomes),
    calibrationIntercept: intercept,
    calibrationSlope: slope,
    topDecileLift: topDecileLift(predictors, outcomes) ?? 0,
    isModelShipped: delta.low > 0,
    isRecalibrated: Math.abs(intercept) > INTERCEPT_TOLERANCE || slope < 0.8 || slope > 1.25,
  }
}

/** The rule that tells best on the training rows, so that the test does not choose its own opponent. */
function bestRule(train: readonly LearnRow[]) {
  const outcomes = train.map(lostOf)
  let best: { name: string; sign: 1 | -1; auc: number } | null = null
  for (const rule of RULES) {
    const auc = discrimination(ruleScores(rule, train), outcomes)?.auc
    if (auc !== undefined && (best === null || auc > best.auc)) best = { ...rule, auc }
  }
  return best
}

function ruleScores({ name, sign }: { name: string; sign: 1 | -1 }, rows: readonly LearnRow[]): number[] {
  return rows.map((row) => sign * (row[name] ?? 0))
}

function commonDiseases(rows: readonly LearnRow[]): string[] {
  const counts = new Map<string, number>()
  for (const { disease } of rows) counts.set(disease, (counts.get(disease) ?? 0) + 1)
  return [...counts].flatMap(([disease, n]) => (n >= MIN_DISEASE_ROWS ? [disease] : [])).sort()
}

/** The model as weights of raw columns, for the database. */
function modelScore({ beta, means, sds, intercept }: RidgeLogistic, diseases: readonly string[]): LinearScore {
  const raw = beta.map((b, j) => ((sds[j] ?? 0) > 0 ? b / (sds[j] ?? 1) : 0))
  return {
    constant: raw.reduce((sum, weight, j) => sum - weight * (means[j] ?? 0), intercept),
    weights: Object.fromEntries(FEATURES.map(({ name }, j) => [name, raw[j] ?? 0])),
    diseases: Object.fromEntries(diseases.map((d, i) => [d, raw[FEATURES.length + i] ?? 0])),
  }
}

function ruleScore(rule: string): LinearScore {
  return { constant: 0, weights: { [rule]: RULES.find(({ name }) => name === rule)?.sign ?? 1 }, diseases: {} }
}

function lostOf(row: LearnRow): number {
  return row.lost
}
