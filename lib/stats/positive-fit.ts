import { nelderMead } from './nelder-mead.ts'

/** Parameters further than this from 1, by their logarithm, are no estimate: rounding errors win there. */
const FURTHEST = Math.log(1e5)

export interface Fit {
  /** In the order of the start. */
  values: number[]
  logLikelihood: number
  isConverged: boolean
}

/**
 * Maximum likelihood over positive parameters: Nelder–Mead on their logarithms, all bounded by |log p| ≤ ln 1e5, begun
 * anew from its own result as simplices can collapse early. A likelihood that climbs for ever ends at the bound.
 */
export async function positiveFit(
  logLikelihood: (values: readonly number[]) => number,
  start: readonly number[],
): Promise<Fit> {
  const objective = (logs: readonly number[]) => {
    if (logs.some((log) => Math.abs(log) > FURTHEST)) return Number.POSITIVE_INFINITY
    const value = -logLikelihood(logs.map(Math.exp))
    return Number.isFinite(value) ? value : Number.POSITIVE_INFINITY
  }
  const first = await nelderMead(objective, start.map(Math.log), { tolerance: 1e-8 })
  const second = await nelderMead(objective, first.x, { tolerance: 1e-9, step: 0.1 })
  return { values: second.x.map(Math.exp), logLikelihood: -second.value, isConverged: second.isConverged }
}
