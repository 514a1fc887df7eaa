/**
 * Logistic regression with a ridge penalty on z-scored columns, fitted by iteratively reweighted least squares.
 * No package offers it with a penalty and a step that cannot overshoot (plain Newton steps diverge on rare outcomes).
 */

export interface RidgeLogistic {
  /** Of the raw columns, as they were seen. */
  means: number[]
  sds: number[]
  /** Of the z-scored columns; 0 for a column without variation, which is left out of the fit. */
  beta: number[]
  intercept: number
  iterations: number
}

const MAX_ITERATIONS = 50
const MAX_HALVINGS = 30
const TOLERANCE = 1e-10

/**
 * Maximises Σ [y·η − log(1 + e^η)] − λ/2·Σβ², η = intercept + Σ β z; the intercept is free.
 * @param rows raw features, one array a row, all of one length
 * @param outcomes 0 or 1, as many as rows
 * @returns null without both outcomes
 */
export function fitRidgeLogistic(
  rows: readonly (readonly number[])[],
  outcomes: readonly number[],
  lambda = 1,
): RidgeLogistic | null {
  const positives = outcomes.reduce((sum, y) => sum + y, 0)
  if (positives === 0 || positives === outcomes.length) return null
  const { means, sds } = momentsOf(rows)
  const kept = sds.flatMap((sd, j) => (sd > 0 ? [j] : []))
  const z = rows.map((row) => [1, ...kept.map((j) => ((row[j] ?? 0) - (means[j] ?? 0)) / (sds[j] ?? 1))])
  const start = Math.log(positives / (outcomes.length - positives))
  let theta = [start, ...kept.map(() => 0)]
  let value = objective(z, outcomes, theta, lambda)
  let iterations = 0
  for (; iterations < MAX_ITERATIONS; iterations++) {
    const step = newtonStep(z, outcomes, theta, lambda)
    const next = halved(theta, step, value, (t) => objective(z, outcomes, t, lambda))
    if (next === null) break
    const isDone = next.value - value < TOLERANCE * (Math.abs(value) + TOLERANCE)
    ;({ theta, value } = next)
    if (isDone) break
  }
  const beta = sds.map(() => 0)
  kept.forEach((j, i) => {
    beta[j] = theta[i + 1] ?? 0
  })
  return { means, sds, beta, intercept: theta[0] ?? 0, iterations }
}

/** Linear predictor of one raw row. */
export function linearPredictor(model: RidgeLogistic, row: readonly number[]): number {
  return model.beta.reduce((sum, _, j) => sum + contribution(model, row, j), model.intercept)
}

/** β_j (x_j − mean_j)/sd_j: what one column adds to the linear predictor of a row. */
export function contribution({ beta, means, sds }: RidgeLogistic, row: readonly number[], j: number): number {
  const sd = sds[j] ?? 0
  return sd > 0 ? ((beta[j] ?? 0) * ((row[j] ?? 0) - (means[j] ?? 0))) / sd : 0
}

export function logistic(eta: number): number {
  return eta >= 0 ? 1 / (1 + Math.exp(-eta)) : Math.exp(eta) / (1 + Math.exp(eta))
}

function momentsOf(rows: readonly (readonly number[])[]): { means: number[]; sds: number[] } {
  const width = rows[0]?.length ?? 0
  const means = Array.from({ length: width }, (_, j) => rows.reduce((s, row) => s + (row[j] ?? 0), 0) / rows.length)
  const sds = means.map((mean, j) => {
    const sum = rows.reduce((s, row) => s + ((row[j] ?? 0) - mean) ** 2, 0)
    // Rounding leaves a constant column a variance of about 1e-32.
    return sum / rows.length > 1e-20 * (1 + mean * mean) ? Math.sqrt(sum / rows.length) : 0
  })
  return { means, sds }
}

function objective(z: readonly number[][], y: readonly number[], theta: readonly number[], lambda: number): number {
  let sum = 0
  for (let i = 0; i < z.length; i++) {
    const eta = dot(z[i] ?? [], theta)
    // log(1 + e^η) without overflow.
    sum += (y[i] ?? 0) * eta - (Math.max(eta, 0) + Math.log1p(Math.exp(-Math.abs(eta))))
  }
  for (let j = 1; j < theta.length; j++) sum -= (lambda / 2) * (theta[j] ?? 0) ** 2
  return sum
}

/** Solves (ZᵀWZ + Λ) step = Zᵀ(y − p) − Λθ. */
function newtonStep(z: readonly number[][], y: readonly number[], theta: readonly number[], lambda: number): number[] {
  const size = theta.length
  const gradient = new Float64Array(size)
  const hessian = Array.from({ length: size }, () => new Float64Array(size))
  for (let i = 0; i < z.length; i++) {
    const row = z[i] ?? []
    const p = logistic(dot(row, theta))
    const weight = p * (1 - p)
    const residual = (y[i] ?? 0) - p
    for (let j = 0; j < size; j++) {
      const a = row[j] ?? 0
      gradient[j] = (gradient[j] ?? 0) + a * residual
      const line = hessian[j] as Float64Array
      for (let k = 0; k <= j; k++) line[k] = (line[k] ?? 0) + weight * a * (row[k] ?? 0)
    }
  }
  for (let j = 1; j < size; j++) {
    gradient[j] = (gradient[j] ?? 0) - lambda * (theta[j] ?? 0)
    const line = hessian[j] as Float64Array
    line[j] = (line[j] ?? 0) + lambda
  }
  return choleskySolve(hessian, gradient)
}

/** The longest of step, step/2, step/4 … that does not lower the objective; null when none does. */
function halved(
  theta: readonly number[],
  step: readonly number[],
  value: number,
  evaluate: (theta: number[]) => number,
): { theta: number[]; value: number } | null {
  let scale = 1
  for (let i = 0; i < MAX_HALVINGS; i++, scale /= 2) {
    const next = theta.map((t, j) => t + scale * (step[j] ?? 0))
    const found = evaluate(next)
    if (found >= value) return { theta: next, value: found }
  }
  return null
}

/** Solves A x = b for symmetric positive definite A, its lower triangle given; A is overwritten by its factor. */
function choleskySolve(a: Float64Array[], b: Float64Array): number[] {
  const size = b.length
  const at = (i: number, j: number) => a[i]?.[j] ?? 0
  const x = Array.from(b)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = at(i, j)
      for (let k = 0; k < j; k++) sum -= at(i, k) * at(j, k)
      const line = a[i] as Float64Array
      line[j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / at(j, j)
    }
  }
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) x[i] = (x[i] ?? 0) - at(i, k) * (x[k] ?? 0)
    x[i] = (x[i] ?? 0) / at(i, i)
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) x[i] = (x[i] ?? 0) - at(k, i) * (x[k] ?? 0)
    x[i] = (x[i] ?? 0) / at(i, i)
  }
  return x
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}
