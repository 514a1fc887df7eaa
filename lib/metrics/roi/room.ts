import type { Engine, Row } from '../../warehouse/engine.ts'
import type { Figure, MetricQuery, Room } from '../metric.ts'
import { notCovered } from '../shared/figure.ts'
import { lift } from '../shared/lift/lift.ts'
import { coveredFeeds } from '../shared/sources.ts'
import { type Period, wholeMonths } from '../shared/spend/months.ts'
import { spend, wantedOf } from '../shared/spend/spend.ts'
import { type Effect, type RoiRows, roiFigure, roiGroups, type Setting } from './compute.ts'
import { definition } from './definition.ts'
import {
  type CauseRow,
  type ClaimRow,
  causes,
  claims,
  type PaybackRow,
  payback,
  type ReturnRow,
  returnerValue,
  returns,
  type WorthRow,
  worth,
} from './query.ts'

const BENEFITS_FEED = 'marketing/benefits'

export const room: Room = {
  definition,

  async answer(engine, query) {
    const period = wholeMonths(query)
    const hasBenefits = query.parameters.benefits === 'on'
    if (hasBenefits && !(await coveredFeeds(engine)).has(BENEFITS_FEED)) {
      return { overall: notCovered(BENEFITS_FEED), ...(query.by !== undefined && { groups: [] }) }
    }
    const isCut = (query.filters.channel ?? []).length > 0
    const [rows, effect, claimed] = await Promise.all([
      rowsOf(engine, query, period),
      effectOf(engine, query),
      engine.query<ClaimRow>(claims(period)),
    ])
    const total = isCut ? null : claimed.reduce((sum, claim) => sum + claim.amount, 0)
    const setting: Setting = {
      margin: Number(query.parameters.margin),
      effect,
      indirect: hasBenefits ? (total ?? 0) : 0,
      claimed: total,
      horizon: Number(query.parameters.horizon),
      hasCurve: query.parameters.curve === 'on',
    }
    const overall = roiFigure(rows, setting)
    return {
      overall: withPeriod(
        { ...overall, parts: { ...overall.parts, claims: [...claimed].sort(byName).map((claim) => ({ ...claim })) } },
        period,
        hasBenefits && isCut,
      ),
      ...(query.by !== undefined && { groups: roiGroups(rows, setting) }),
    }
  },
}

function withPeriod(figure: Figure, period: Period, isUnsplit: boolean): Figure {
  const notes = isUnsplit ? [...figure.notes, 'benefits-not-split'] : figure.notes
  return { ...figure, notes, parts: { ...figure.parts, ...period } }
}

/** All rows of the channels asked for. */
async function rowsOf(engine: Engine, query: MetricQuery, period: Period): Promise<RoiRows> {
  const [spends, back, months, people, values] = await Promise.all([
    spend(engine, query, period),
    engine.query<ReturnRow>(returns(query, period)),
    engine.query<PaybackRow>(payback(query, period)),
    engine.query<CauseRow>(causes(query, period)),
    engine.query<WorthRow>(worth(query, period)),
  ])
  return {
    spends,
    returns: wantedOf(query, back),
    payback: wantedOf(query, months),
    causes: wantedOf(query, people),
    worth: wantedOf(query, values),
  }
}

/** The return lift of everybody on the as-of, whatever the channel. */
async function effectOf(engine: Engine, { asOf }: MetricQuery): Promise<Effect> {
  const whole: MetricQuery = { asOf, parameters: {}, filters: {} }
  const [{ overall }, [worth]] = await Promise.all([
    lift(engine, whole, 'returned'),
    engine.query<{ value: number | null } & Row>(returnerValue(whole)),
  ])
  return {
    value: overall.value,
    low: overall.low ?? null,
    high: overall.high ?? null,
    verdict: overall.verdict ?? null,
    returnerValue: worth?.value ?? null,
  }
}

/** The same order on every engine, whatever its collation. */
function byName(a: ClaimRow, b: ClaimRow): number {
  const [x, y] = [`${a.name}\n${a.assumption}`, `${b.name}\n${b.assumption}`]
  return x < y ? -1 : x > y ? 1 : 0
}
