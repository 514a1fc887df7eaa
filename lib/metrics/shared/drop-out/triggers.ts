/** The drop-out curve of each disease: its own or, with too few episodes, that of all. */
import type { Engine } from '../../../warehouse/engine.ts'
import type { MetricQuery } from '../../metric.ts'
import { type DropOutCurve, dropOutCurve, MIN_EPISODES } from './curve.ts'
import { type EndedRow, endedEpisodes, HORIZON_DAYS } from './query.ts'

export interface DiseaseCurve {
  /** The curve that holds: own or pooled. */
  curve: DropOutCurve
  /** Episodes of the disease itself. */
  ownEpisodes: number
  /** Too few episodes of its own, or no clear peak: the curve is that of all diseases together. */
  isPooled: boolean
}

export interface DiseaseCurves {
  /** The diseases that the question asks for, all of them without a filter. */
  asked: DiseaseCurve
  byDisease: ReadonlyMap<string, DiseaseCurve>
}

/** A filter on diseases cuts what is asked, not what small diseases are pooled into. */
export async function diseaseCurves(engine: Engine, query: MetricQuery): Promise<DiseaseCurves> {
  const { disease: asked, ...others } = query.filters
  const rows = await engine.query<EndedRow>(endedEpisodes({ ...query, filters: others }, 'disease'))
  const all = dropOutCurve(rows, HORIZON_DAYS)
  const holding = (own: readonly EndedRow[]): DiseaseCurve => {
    const curve = dropOutCurve(own, HORIZON_DAYS)
    const isPooled = curve.episodes < MIN_EPISODES || curve.peak === null
    return { curve: isPooled ? all : curve, ownEpisodes: curve.episodes, isPooled }
  }
  const isAsked = (key: string) => asked === undefined || asked.length === 0 || asked.includes(key)
  const keys = [...new Set(rows.map((row) => row.key))].filter(isAsked)
  return {
    asked: holding(rows.filter((row) => isAsked(row.key))),
    byDisease: new Map(keys.map((key) => [key, holding(rows.filter((row) => row.key === key))])),
  }
}
