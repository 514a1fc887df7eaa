import { setImmediate as nextTurn } from 'node:timers/promises'

export interface Minimum {
  x: number[]
  value: number
  evaluations: number
  /** Whether the simplex had closed in before the evaluations ran out. */
  isConverged: boolean
}

/** Evaluations at a stretch. */
const BATCH = 25

interface Vertex {
  x: number[]
  value: number
}

interface Options {
  /** Length of the first edges. */
  step?: number
  /** Spread of the simplex, in values and in every coordinate, at which the search ends. */
  tolerance?: number
  evaluations?: number
}

/**
 * A local minimum without derivatives (Nelder and Mead 1965: reflect, expand, contract, shrink).
 * The function may return Infinity where it must not go. Between batches of evaluations others have their turn, so that a
 * search of a second does not hold up a server.
 */
export async function nelderMead(
  f: (x: readonly number[]) => number,
  start: readonly number[],
  options: Options = {},
): Promise<Minimum> {
  const { step = 0.5, tolerance = 1e-8, evaluations: limit = 4000 } = options
  let [evaluations, rest] = [0, BATCH]
  const at = (x: number[]): Vertex => {
    evaluations += 1
    return { x, value: f(x) }
  }
  const simplex = [at([...start]), ...start.map((_, i) => at(start.map((v, j) => (i === j ? v + step : v))))]
  simplex.sort(byValue)
  while (evaluations < limit && !isClosed(simplex, tolerance)) {
    move(simplex, at)
    simplex.sort(byValue)
    if (evaluations >= rest) {
      await nextTurn()
      rest = evaluations + BATCH
    }
  }
  const best = simplex[0] ?? at([...start])
  return { ...best, evaluations, isConverged: isClosed(simplex, tolerance) }
}

/** One step: the worst vertex is replaced, or all of them draw nearer to the best. Expects the simplex in order. */
function move(simplex: Vertex[], at: (x: number[]) => Vertex): void {
  const best = simplex[0]
  const second = simplex.at(-2)
  const worst = simplex.at(-1)
  if (!best || !second || !worst) return
  const others = simplex.slice(0, -1)
  const centre = best.x.map((_, i) => others.reduce((sum, v) => sum + (v.x[i] ?? 0), 0) / others.length)
  const along = (t: number) => at(centre.map((c, i) => c + t * ((worst.x[i] ?? 0) - c)))
  const reflected = along(-1)
  if (reflected.value < best.value) {
    const expanded = along(-2)
    simplex[simplex.length - 1] = expanded.value < reflected.value ? expanded : reflected
  } else if (reflected.value < second.value) {
    simplex[simplex.length - 1] = reflected
  } else {
    const contracted = along(reflected.value < worst.value ? -0.5 : 0.5)
    if (contracted.value < Math.min(reflected.value, worst.value)) simplex[simplex.length - 1] = contracted
    else simplex.splice(1, others.length, ...simplex.slice(1).map((v) => at(v.x.map((x, i) => halfway(x, best.x[i])))))
  }
}

function halfway(x: number, best = 0): number {
  return best + (x - best) / 2
}

function isClosed(simplex: readonly Vertex[], tolerance: number): boolean {
  const best = simplex[0]
  const worst = simplex.at(-1)
  if (!best || !worst || worst.value - best.value > tolerance * (1 + Math.abs(best.value))) return false
  return simplex.every((v) => v.x.every((x, i) => Math.abs(x - (best.x[i] ?? 0)) <= Math.sqrt(tolerance)))
}

function byValue(a: Vertex, b: Vertex): number {
  return a.value - b.value
}
