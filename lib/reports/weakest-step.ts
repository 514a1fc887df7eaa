/** The step of the funnel at which most are lost, and whether the evidence sets it apart. Pure. */
import { type Answer, type GroupFigure, PERSON_STEPS } from '../metrics/metric.ts'
import { FEW } from '../metrics/shared/figure.ts'
import { partOf } from '../metrics/shared/highlights.ts'

export interface StepRate {
  step: string
  rate: number
  low: number
  high: number
  reached: number
  /** People at the step before. */
  from: number
}

export interface Weakest extends StepRate {
  /** The next lowest; null where there is none. */
  next: StepRate | null
  /** Its interval lies wholly below that of the next. */
  isApart: boolean
}

/** The step between people with the lowest rate among those with at least 30 people before them; null with none. */
export function weakestStep(answer: Answer | undefined): Weakest | null {
  const rates = (answer?.groups ?? []).flatMap(rateOf).sort((a, b) => a.rate - b.rate)
  const [lowest, next = null] = rates
  if (!lowest) return null
  return { ...lowest, next, isApart: next !== null && lowest.high < next.low }
}

function rateOf(figure: GroupFigure): StepRate[] {
  if (figure.key === 'join' || !(PERSON_STEPS as readonly string[]).includes(figure.key)) return []
  const [rate, low, high] = ['stepRate', 'stepLow', 'stepHigh'].map((name) => partOf(figure, name))
  const from = partOf(figure, 'stepDenominator')
  const dropped = partOf(figure, 'dropped')
  if (rate == null || low == null || high == null || from === null || dropped === null || from < FEW) return []
  return [{ step: figure.key, rate, low, high, reached: from - dropped, from }]
}
