import type { Stratum } from '../mantel-haenszel.ts'

/** The six matched strata of the worked example, and two that drop out: members without controls, controls without members. */
export const WORKED_STRATA: readonly Stratum[] = [
  { n1: 40, e1: 26, n0: 120, e0: 60 },
  { n1: 25, e1: 10, n0: 100, e0: 30 },
  { n1: 60, e1: 45, n0: 90, e0: 60 },
  { n1: 30, e1: 9, n0: 200, e0: 44 },
  { n1: 15, e1: 12, n0: 20, e0: 14 },
  { n1: 10, e1: 3, n0: 5, e0: 1 },
  { n1: 8, e1: 5, n0: 0, e0: 0 },
  { n1: 0, e1: 0, n0: 50, e0: 20 },
]
