/** A prediction as a figure with its proof under `parts`. Pure. */
import type { Figure, GroupFigure, Part } from '../../metric.ts'
import { addDays } from '../days.ts'
import { FEW, LEVEL } from '../figure.ts'
import { byKey } from '../matured.ts'
import type { Foretold } from './cells.ts'
import type { Holdout, Score } from './holdout.ts'
import type { PredictedGroup, Prediction, Proof } from './predict.ts'

/** From so many people on a mean of money is near enough to normal for an interval. */
const INTERVAL_FROM = 200

/** The figure of the whole: the mean per person of the next horizon, and everything to judge it by. */
export function predictedFigure(prediction: Prediction): Figure {
  const { overall, learned, groups, past } = prediction
  const figure = figureOf(prediction, overall)
  if (!learned) return figure
  return {
    ...figure,
    parts: {
      ...figure.parts,
      method: learned.method,
      gates: learned.gates.map((gate) => ({ ...gate })),
      total: learned.total.ratio,
      holdout: {
        from: addDays(past.day, 1),
        to: past.until,
        ...proofParts(overall.proof),
        ...coverage(groups),
        ...judged(learned.holdout),
      },
    },
  }
}

/** Rows of the breakdown by key. */
export function predictedGroups(prediction: Prediction): GroupFigure[] {
  return prediction.groups
    .filter((group) => group.people > 0)
    .map((group) => ({
      ...{ key: group.key, label: group.key },
      ...figureOf(prediction, group),
    }))
    .sort(byKey)
}

function figureOf(prediction: Prediction, { people, foretold, proof }: PredictedGroup): Figure {
  const { learned, maturesOn } = prediction
  const base = { value: null, denominator: people, notes: [] as string[] }
  if (people === 0) return { state: 'empty', ...base }
  if (!learned) {
    if (maturesOn === null) return { state: people < FEW ? 'few' : 'empty', ...base }
    return { state: 'immature', ...base, maturesOn }
  }
  const parts = { holdout: proofParts(proof) }
  if (!learned.isShown) return { state: 'ok', ...base, verdict: 'not_shown', notes: ['total-off'], parts }
  if (!foretold) return { state: 'few', ...base, parts }
  const { mean, visits, levels } = foretold
  return {
    ...{ state: people < FEW ? 'few' : 'ok', value: mean, numerator: mean * people, denominator: people, notes: [] },
    ...intervalOf(foretold),
    parts: { visits, levels: { ...levels }, ...parts },
  }
}

function intervalOf({ people, low, high }: Foretold): Pick<Figure, 'low' | 'high' | 'level'> {
  return people < INTERVAL_FROM ? { low: null, high: null, level: LEVEL } : { low, high, level: LEVEL }
}

function proofParts(proof: Proof | null): Record<string, Part> {
  if (!proof) return { people: 0, predicted: null, actual: null, ratio: null, low: null, high: null }
  const { people, actual, ratio, foretold } = proof
  const { low = null, high = null } = intervalOf(foretold)
  return { people, predicted: foretold.mean, actual, ratio, low, high }
}

/** Of the groups that had an interval: how many ended up inside it. */
function coverage(groups: readonly PredictedGroup[]): Record<string, Part> {
  const tested = groups.flatMap(({ proof }) => (proof && proof.people >= INTERVAL_FROM ? [proof] : []))
  const inside = tested.filter(({ actual, foretold }) => actual >= foretold.low && actual <= foretold.high)
  return { groupsTested: tested.length, groupsInside: inside.length }
}

function judged({ people, scores, byFrequency }: Holdout): Record<string, Part> {
  return {
    sample: people,
    scores: scores.map(({ method, visits, net }: Score) => ({ method, visits: { ...visits }, net: { ...net } })),
    byFrequency: byFrequency.map(({ x, people: n, actual, foretold }) => ({
      ...{ x, people: n, actual: { ...actual } },
      foretold: Object.fromEntries(Object.entries(foretold).map(([method, both]) => [method, both && { ...both }])),
    })),
  }
}
