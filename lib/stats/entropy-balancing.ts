/** A group of trials with equal covariates. */
export interface BalanceCell {
  /** Covariates as numbers; the same length everywhere. */
  x: readonly number[]
  members: number
  controls: number
}

export interface EntropyBalance {
  /** Weight of one control of each cell, in the order given; over all controls they add up to 1. */
  weights: number[]
  /** Largest gap of a weighted control mean from the members' mean, in standard deviations of the controls. */
  maxGap: number
  /** (Σw)²/Σw². */
  ess: number
}

/** Larger gaps mean that no weights exist: the arms do not overlap. */
const FEASIBLE = 1e-6
const ITERATIONS = 200

/**
 * Entropy balancing weights for the effect on the treated (Hainmueller 2012): the weights closest to uniform under
 * which controls have exactly the members' covariate means. Solved in the dual, min log Σ n_c·exp(λ·(x_c − x̄)), by
 * Newton steps with step-halving on standardised columns; collinear columns (full sets of dummies) are allowed.
 * @returns null where there is no overlap or an arm is empty
 */
export function entropyBalance(cells: readonly BalanceCell[]): EntropyBalance | null {
  const columns = standardised(cells)
  if (!columns) return null
  const counts = Float64Array.from(cells, (c) => c.controls)
  let lambda = new Array<number>(columns.length).fill(0)
  let state = dual(columns, counts, lambda)
  for (let i = 0; i < ITERATIONS && largest(state.gradient) > FEASIBLE * 1e-3; i += 1) {
    const step = solve(hessian(columns, state), state.gradient)
    const next = descend(columns, counts, { lambda, state, step })
    if (!next) break
    lambda = next.lambda
    state = next.state
  }
  const maxGap = largest(state.gradient)
  if (!(maxGap <= FEASIBLE)) return null
  const weights = Array.from(state.shares, (s, i) => ((counts[i] ?? 0) > 0 ? s / (counts[i] ?? 1) : 0))
  const squares = weights.reduce((sum, w, i) => sum + (counts[i] ?? 0) * w * w, 0)
  return { weights, maxGap, ess: 1 / squares }
}

/** Columns centred at the members' mean, in SDs of the controls; null where one cannot be balanced. */
function standardised(cells: readonly BalanceCell[]): Float64Array[] | null {
  const members = cells.reduce((sum, c) => sum + c.members, 0)
  const controls = cells.reduce((sum, c) => sum + c.controls, 0)
  if (members === 0 || controls === 0) return null
  const columns: Float64Array[] = []
  for (let k = 0; k < (cells[0]?.x.length ?? 0); k += 1) {
    const value = (c: BalanceCell) => c.x[k] ?? 0
    const target = cells.reduce((sum, c) => sum + c.members * value(c), 0) / members
    const mean = cells.reduce((sum, c) => sum + c.controls * value(c), 0) / controls
    const variance = cells.reduce((sum, c) => sum + c.controls * (value(c) - mean) ** 2, 0) / controls
    if (variance > 1e-20) columns.push(Float64Array.from(cells, (c) => (value(c) - target) / Math.sqrt(variance)))
    else if (Math.abs(target - mean) > 1e-9) return null
  }
  return columns
}

interface DualState {
  objective: number
  /** Weighted control means of the columns: 0 where balanced. */
  gradient: number[]
  /** Share of the total weight in each cell. */
  shares: Float64Array
}

function dual(columns: readonly Float64Array[], counts: Float64Array, lambda: readonly number[]): DualState {
  const shares = new Float64Array(counts.length)
  columns.forEach((column, k) => {
    const l = lambda[k] ?? 0
    for (let i = 0; i < column.length; i += 1) shares[i] = (shares[i] ?? 0) + l * (column[i] ?? 0)
  })
  let top = Number.NEGATIVE_INFINITY
  for (let i = 0; i < shares.length; i += 1) if ((counts[i] ?? 0) > 0) top = Math.max(top, shares[i] ?? 0)
  let total = 0
  for (let i = 0; i < shares.length; i += 1) {
    const n = counts[i] ?? 0
    const raw = n > 0 ? n * Math.exp((shares[i] ?? 0) - top) : 0
    shares[i] = raw
    total += raw
  }
  for (let i = 0; i < shares.length; i += 1) shares[i] = (shares[i] ?? 0) / total
  return { objective: top + Math.log(total), gradient: columns.map((column) => dot(column, shares)), shares }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}

/** Weighted covariance of the columns. */
function hessian(columns: readonly Float64Array[], { shares, gradient }: DualState): number[][] {
  const matrix = columns.map(() => new Array<number>(columns.length).fill(0))
  columns.forEach((a, j) => {
    const weighted = a.map((x, i) => x * (shares[i] ?? 0))
    for (let k = 0; k <= j; k += 1) {
      const b = columns[k]
      // A whisper of ridge makes full sets of dummies solvable; it slows Newton's steps, it does not move the solution.
      const value = (b ? dot(weighted, b) : 0) - (gradient[j] ?? 0) * (gradient[k] ?? 0) + (j === k ? 1e-8 : 0)
      for (const [row, column] of [[j, k] as const, [k, j] as const]) {
        const line = matrix[row]
        if (line) line[column] = value
      }
    }
  })
  return matrix
}

interface Position {
  lambda: readonly number[]
  state: DualState
  step: readonly number[]
}

function descend(
  columns: readonly Float64Array[],
  counts: Float64Array,
  at: Position,
): { lambda: number[]; state: DualState } | null {
  for (let size = 1; size > 1e-10; size /= 2) {
    const lambda = at.lambda.map((l, k) => l - size * (at.step[k] ?? 0))
    const state = dual(columns, counts, lambda)
    if (state.objective < at.state.objective || largest(state.gradient) < largest(at.state.gradient) / 2) {
      return { lambda, state }
    }
  }
  return null
}

/** Solves a symmetric positive definite system by Cholesky. */
function solve(matrix: readonly number[][], vector: readonly number[]): number[] {
  const n = vector.length
  const lower: number[][] = matrix.map(() => new Array<number>(n).fill(0))
  const at = (i: number, j: number) => lower[i]?.[j] ?? 0
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let rest = matrix[i]?.[j] ?? 0
      for (let k = 0; k < j; k += 1) rest -= at(i, k) * at(j, k)
      const row = lower[i]
      if (row) row[j] = i === j ? Math.sqrt(Math.max(rest, 1e-14)) : rest / at(j, j)
    }
  }
  const forward: number[] = []
  for (let i = 0; i < n; i += 1) {
    let rest = vector[i] ?? 0
    for (let k = 0; k < i; k += 1) rest -= at(i, k) * (forward[k] ?? 0)
    forward.push(rest / at(i, i))
  }
  const out = new Array<number>(n).fill(0)
  for (let i = n - 1; i >= 0; i -= 1) {
    let rest = forward[i] ?? 0
    for (let k = i + 1; k < n; k += 1) rest -= at(k, i) * (out[k] ?? 0)
    out[i] = rest / at(i, i)
  }
  return out
}

function largest(values: readonly number[]): number {
  return values.reduce((top, v) => Math.max(top, Math.abs(v)), 0)
}
