import { type ClusterSums, clusterRatio } from '../../stats/cluster-ratio.ts'
import { wilson } from '../../stats/wilson.ts'

/**
 * Ratio of things that people hold several of, with the person as cluster. Where all or none of them count, the cluster
 * formula gives no width at all; there the people stand for the things (Wilson).
 * @returns null where there is nothing
 */
export function clusteredShare(sums: ClusterSums): { value: number; low: number | null; high: number | null } | null {
  const { a, m, persons } = sums
  const ratio = clusterRatio(sums)
  if (!ratio || (a > 0 && a < m)) return ratio
  const interval = wilson(a === 0 ? 0 : persons, persons)
  return { value: ratio.value, low: interval?.low ?? null, high: interval?.high ?? null }
}
