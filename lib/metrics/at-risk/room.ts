import type { Engine } from '../../warehouse/engine.ts'
import {
  type CountList,
  type MetricQuery,
  OUTREACH_LISTS,
  type OutreachList,
  type PersonRow,
  RISK_RULES,
  type RiskRule,
  type Room,
} from '../metric.ts'
import { diseaseCurves } from '../shared/drop-out/triggers.ts'
import { toPersonRow } from '../shared/listed-person.ts'
import { coveredFeeds } from '../shared/sources.ts'
import { anyListFigure, missingFor, ruleFigure } from './compute.ts'
import { definition } from './definition.ts'
import {
  listed,
  type OutcomeRow,
  type OutreachRow,
  outcomes,
  outreached,
  type RiskListRow,
  type RuleRow,
  ruleCounts,
} from './projections.ts'
import type { RiskQuery, TriggerWindow } from './query.ts'
import { RULES } from './rules.ts'
import { readDiseaseThresholds } from './thresholds.ts'

const CLINICAL = RISK_RULES.filter((rule) => RULES[rule].isClinical)

export const room: Room<CountList | RiskRule | OutreachList> = {
  definition,

  async answer(engine, query) {
    const { asked, missing } = await askedRules(engine, query)
    const known = asked.filter((rule) => !missing.get(rule))
    const [rows, ends] = await Promise.all([
      known.length === 0 ? [] : engine.query<RuleRow>(ruleCounts(await riskQuery(engine, query, known), CLINICAL)),
      engine.query<OutcomeRow>(outcomes(query)),
    ])
    return {
      overall: anyListFigure(rows),
      groups: asked.map((rule) => ruleFigure(rule, missing.get(rule) ?? null, rows, ends)),
    }
  },

  async people(engine, query, state) {
    if (isOutreachList(state)) {
      const rows = await engine.query<OutreachRow>(outreached(query, state))
      return rows.map((row) => toPersonRow(row, { rule: row.rule, outreachOn: row.on_day, cameOn: row.came_on }))
    }
    const { asked, missing } = await askedRules(engine, query)
    const rules = state === 'in' ? asked : asked.filter((rule) => rule === state)
    const known = rules.filter((rule) => !missing.get(rule))
    if (known.length === 0) return []
    const rows = await engine.query<RiskListRow>(listed(await riskQuery(engine, query, known), CLINICAL))
    return rows.map(toPerson)
  },
}

/** The rules of the question, and the feed that each lacks. */
async function askedRules(engine: Engine, query: MetricQuery) {
  const covered = await coveredFeeds(engine)
  const { rule } = query.parameters
  const asked = RISK_RULES.filter((name) => rule === 'any' || rule === name)
  return { asked, missing: new Map(asked.map((name) => [name, missingFor(name, covered)])) }
}

async function riskQuery(engine: Engine, query: MetricQuery, rules: readonly RiskRule[]): Promise<RiskQuery> {
  const windows = rules.includes('drop-out-window') ? await triggerWindows(engine, query) : []
  return { query, dialect: engine.dialect, rules, windows }
}

/** Days after the set trigger day in which the rule holds; a proposed one lasts to the peak, as many days on. */
const WINDOW_DAYS = 15

/**
 * From the trigger day of each disease on: the one that is set for it or for all, else the one that its curve proposes.
 * The curves are the hospital's: no filter but that on diseases cuts them.
 */
async function triggerWindows(engine: Engine, query: MetricQuery): Promise<TriggerWindow[]> {
  const { disease: asked } = query.filters
  const { byDisease } = await diseaseCurves(engine, { ...query, filters: asked ? { disease: asked } : {} })
  const set = new Map(
    readDiseaseThresholds(query.parameters.perDisease ?? '').flatMap(({ rule, disease, value }) =>
      rule === 'drop-out-window' ? [[disease, value] as const] : [],
    ),
  )
  return [...new Set([...byDisease.keys(), ...set.keys()])].flatMap((disease) => {
    const from =
      (set.get(disease) ?? Number(query.parameters.triggerDay)) || (byDisease.get(disease)?.curve.triggerDay ?? null)
    return from === null ? [] : [{ disease, from, to: from + WINDOW_DAYS }]
  })
}

function isOutreachList(state: string): state is OutreachList {
  return (OUTREACH_LISTS as readonly string[]).includes(state)
}

function toPerson(row: RiskListRow): PersonRow {
  return toPersonRow(row, {
    rules: row.rules,
    overdueDays: row.overdue,
    valueBand: row.value_band,
    revenueFen: row.revenue,
    isHeldOut: row.is_holdout,
    lastVisit: row.last_visit,
    lastInteraction: row.last_active,
    lastReading: row.last_monitored,
    nextBooking: row.next_slot,
    plannedReturn: row.planned_on,
    sinceVisit: row.since_visit,
    medianGap: row.median_gap,
    readings: row.readings,
    glucoseCv: row.cv,
    glucoseExtremes: row.extremes,
    leftAt: row.left_at,
  })
}
