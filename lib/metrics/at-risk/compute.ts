import { newcombe } from '../../stats/newcombe.ts'
import type { Figure, GroupFigure, Part, RiskRule } from '../metric.ts'
import { notCovered } from '../shared/figure.ts'
import type { OutcomeRow, RuleRow } from './projections.ts'
import { RULES } from './rules.ts'

/** The feed without which a rule knows nobody; null where it can be asked. */
export function missingFor(rule: RiskRule, covered: ReadonlySet<string>): string | null {
  const gap = RULES[rule].requires.find((any) => !any.some((feed) => covered.has(feed)))
  return gap?.[0] ?? null
}

/** People on any of the lists. */
export function anyListFigure(rows: readonly RuleRow[]): Figure {
  const total = rows.find((row) => row.rule === '*')
  return {
    state: 'ok',
    value: total?.hit ?? 0,
    notes: [],
    parts: { booked: total?.booked ?? 0, byValue: byValue(total), heldBack: heldBack(total) },
  }
}

export function ruleFigure(
  rule: RiskRule,
  missing: string | null,
  counts: readonly RuleRow[],
  outcomes: readonly OutcomeRow[],
): GroupFigure {
  const base = { key: rule, label: rule }
  if (missing !== null) return { ...base, ...notCovered(missing) }
  const row = counts.find((r) => r.rule === rule)
  return {
    ...base,
    state: 'ok',
    value: row?.hit ?? 0,
    notes: [],
    parts: {
      hit: row?.hit ?? 0,
      new: row?.fresh ?? 0,
      booked: row?.booked ?? 0,
      heldOut: row?.holdout ?? 0,
      byValue: byValue(row),
      heldBack: heldBack(row),
      ...outreachParts(outcomes.filter((r) => r.rule === rule)),
    },
  }
}

function byValue(row: RuleRow | undefined): Part {
  return { high: row?.high ?? 0, mid: row?.mid ?? 0, low: row?.low ?? 0, none: row?.none ?? 0 }
}

function heldBack(row: RuleRow | undefined): Part {
  return { dead: row?.dead ?? 0, optedOut: row?.opted_out ?? 0, contacted: row?.rested ?? 0 }
}

/** Recovery of those contacted against those held out; the interval of the difference is Newcombe's. */
function outreachParts(outcomes: readonly OutcomeRow[]): Record<string, Part> {
  const contacted = outcomes.find((r) => r.arm === 'contacted')
  const holdout = outcomes.find((r) => r.arm === 'holdout')
  const difference =
    contacted && holdout && newcombe(contacted.recovered, contacted.people, holdout.recovered, holdout.people)
  return {
    contacted: contacted?.people ?? 0,
    recovered: contacted?.recovered ?? 0,
    pending: contacted?.pending ?? 0,
    holdout: holdout?.people ?? 0,
    holdoutRecovered: holdout?.recovered ?? 0,
    uplift: difference ? { ...difference } : null,
  }
}
