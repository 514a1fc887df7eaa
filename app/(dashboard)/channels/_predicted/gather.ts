import type { Asked } from '../../../../lib/filters/ask.ts'
import { choiceOf, type Selection } from '../../../../lib/filters/selection.ts'
import type { Page } from '../../../ui/shell/read-page.ts'
import { ATTRIBUTIONS, HORIZONS } from '../settings.ts'

export interface PredictedPage {
  asOf: string
  horizon: (typeof HORIZONS)[number]
  selection: Selection
  /** By disease. */
  predicted: Asked
}

/** What today’s people will bring, with the proof. */
export async function gatherPredicted({ ask, asOf, params, selection }: Page): Promise<PredictedPage> {
  const horizon = choiceOf(params, 'horizon', HORIZONS)
  const attribution = choiceOf(params, 'attribution', ATTRIBUTIONS)
  const predicted = await ask({ metric: 'predicted-ltv', parameters: { horizon, attribution }, by: 'disease' })
  return { asOf, horizon, selection, predicted }
}
