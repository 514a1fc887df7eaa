/** BG/NBD with Gamma–Gamma on people's histories. Pure. Times in weeks, money in fen. */
import { type BgNbd, fitBgNbd, futureOf } from '../../../stats/bg-nbd.ts'
import { correlation } from '../../../stats/correlation.ts'
import { expectedSpend, fitGammaGamma, type GammaGamma, meanSpend, type Spending } from '../../../stats/gamma-gamma.ts'
import { wheatMorrison } from '../../../stats/wheat-morrison.ts'
import type { HistoryRow } from './query.ts'

export interface Model {
  visits: BgNbd
  spend: GammaGamma
}

export interface Tried {
  /** Null where one of the two fits did not converge, or spending has no mean. */
  model: Model | null
  /** Regularity of visits (Wheat–Morrison); null for too few people. */
  regularity: number | null
  /** Correlation of visits after the first with money per visit. */
  dependence: number | null
}

const WEEK = 7

/** Fits both models to histories, and looks whether their assumptions hold. */
export async function tryModel(rows: readonly HistoryRow[]): Promise<Tried> {
  const payers = rows
    .filter((row) => row.x > 0 && row.spent > 0)
    .map(({ x, spent, people }) => ({ x, mean: spent / x, people }))
  return {
    model: await fitBoth(rows, payers),
    regularity: wheatMorrison(
      rows.flatMap(({ gap, gap_before, people }) =>
        gap === null || gap_before === null ? [] : new Array(people).fill([gap_before, gap] as const),
      ),
    ),
    dependence: correlation(payers.map(({ x, mean, people }) => ({ x, y: mean, people }))),
  }
}

async function fitBoth(rows: readonly HistoryRow[], payers: readonly Spending[]): Promise<Model | null> {
  const visits = await fitBgNbd(rows.map(({ x, tx, t, people }) => ({ x, tx: tx / WEEK, T: t / WEEK, people })))
  const spend = await fitGammaGamma(payers)
  if (!visits?.isConverged || !spend?.isConverged || !(meanSpend(spend.model) > 0)) return null
  return { visits: visits.model, spend: spend.model }
}

/** What one person with a history brings in the days to come. `spent`: all of it, mean over the people of a row. */
export type Foreteller = (history: { x: number; tx: number; t: number; spent: number }) => {
  visits: number
  net: number
}

export function foreteller({ visits, spend }: Model, days: number): Foreteller {
  const future = futureOf(visits, days / WEEK)
  return ({ x, tx, t, spent }) => {
    const expected = future({ x, tx: tx / WEEK, T: t / WEEK })
    return { visits: expected, net: expected * expectedSpend(spend, x, spent) }
  }
}
