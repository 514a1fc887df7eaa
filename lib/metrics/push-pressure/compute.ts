import { newcombe } from '../../stats/newcombe.ts'
import { wilson } from '../../stats/wilson.ts'
import type { Figure, GroupFigure, Part } from '../metric.ts'
import { FEW, ratioFigure } from '../shared/figure.ts'
import { byKey } from '../shared/matured.ts'
import type { PressureRow, PressureSums } from './query.ts'

const WEEK = 7 * 24 * 3600

export interface Limits {
  /** Sends per member and week above which a group gets many. */
  sends: number
  /** Open rate below which nobody reads. */
  floor: number
}

/** All groups together; verdicts are about single groups. */
export function wholeFigure(rows: readonly PressureRow[], hasOpens: boolean): Figure {
  const sums = rows.reduce<PressureSums>((total, row) => added(total, row), NOTHING)
  return pressureFigure(sums, hasOpens, null)
}

const NOTHING: PressureSums = {
  ...{ pushes: 0, deliveries: 0, exposed: 0, quits: 0, seconds_within: 0, open_of: 0, opened: 0 },
  ...{ before_of: 0, before_opened: 0, covered_seconds: 0, covered_quits: 0, all_seconds: 0, all_quits: 0 },
}

function added(a: PressureSums, b: PressureSums): PressureSums {
  const sums = { ...a }
  for (const name of Object.keys(NOTHING) as (keyof PressureSums)[]) sums[name] += b[name]
  return sums
}

/** One figure a group, with its signals and verdict. */
export function groupFigures(rows: readonly PressureRow[], hasOpens: boolean, limits: Limits): GroupFigure[] {
  return rows.map((row) => ({ key: row.key, label: row.label, ...pressureFigure(row, hasOpens, limits) })).sort(byKey)
}

function pressureFigure(row: PressureSums, hasOpens: boolean, limits: Limits | null): Figure {
  const memberWeeks = row.all_seconds / WEEK
  const sendsPerWeek = memberWeeks > 0 ? row.deliveries / memberWeeks : null
  const open = hasOpens ? share(row.opened, row.open_of) : null
  const before = hasOpens ? share(row.before_opened, row.before_of) : null
  const isCompared = hasOpens && row.open_of >= FEW && row.before_of >= FEW
  const change = isCompared ? newcombe(row.opened, row.open_of, row.before_opened, row.before_of) : null
  const quitRatio = ratioOf(row)
  const quitsOutside = row.all_quits - row.covered_quits
  const evidence = { sendsPerWeek, open, openOf: row.open_of, change, quitRatio, quits: row.quits + quitsOutside }
  const signals = limits ? signalsOf(limits, evidence) : []
  return ratioFigure({
    numerator: row.quits,
    denominator: row.exposed,
    parts: {
      ...{ pushes: row.pushes, deliveries: row.deliveries, memberWeeks, sendsPerWeek },
      ...{ open, openOf: row.open_of, openBefore: before, openBeforeOf: row.before_of },
      openChange: change && { ...change },
      ...{ quitRatio, quitsWithin: row.quits, quitsOutside },
      ...{ perThousandWithin: perThousand(row.quits, row.seconds_within) },
      ...{ perThousandOutside: perThousand(quitsOutside, row.all_seconds - row.covered_seconds) },
      ...(limits && { signals, level: levelOf(signals) }),
    },
  })
}

type Share = { value: number; low: number; high: number }

function share(part: number, whole: number): Share | null {
  const interval = wilson(part, whole)
  return interval && { value: part / whole, ...interval }
}

/** Leaves per thousand member-weeks. */
function perThousand(leaves: number, seconds: number): number | null {
  return seconds > 0 ? (leaves / seconds) * WEEK * 1000 : null
}

/**
 * Rate within 48 hours of a push against the rate at all other times. Given all leaves, those within are binomial with
 * odds ratio × time within / time outside, so the Wilson bounds of their share give those of the ratio.
 */
function ratioOf(row: PressureSums): Part {
  const [within, outside] = [row.quits, row.all_quits - row.covered_quits]
  const timeOutside = row.all_seconds - row.covered_seconds
  const interval = wilson(within, within + outside)
  if (!interval || row.seconds_within <= 0 || timeOutside <= 0) return null
  const odds = (p: number) => (p < 1 ? (p / (1 - p)) * (timeOutside / row.seconds_within) : null)
  return { value: odds(within / (within + outside)), low: odds(interval.low), high: odds(interval.high) }
}

/** Leaves below which a ratio of their rates says nothing. */
const FEW_QUITS = 5

interface Evidence {
  /** Leaves of the period, within 48 hours of a push or not. */
  quits: number
  sendsPerWeek: number | null
  open: Share | null
  openOf: number
  change: { high: number } | null
  quitRatio: Part
}

function signalsOf(
  { sends, floor }: Limits,
  { quits, sendsPerWeek, open, openOf, change, quitRatio }: Evidence,
): string[] {
  const ratio = quitRatio as { value: number | null; low: number | null } | null
  const tests: [string, boolean][] = [
    ['often', (sendsPerWeek ?? 0) > sends],
    ['unopened', openOf >= FEW && (open?.high ?? 1) < floor],
    ['falling', (change?.high ?? 0) < 0],
    // Without a leave at other times the ratio has no upper end: it is its lower bound that tells.
    ['quits', quits >= FEW_QUITS && (ratio?.low ?? 0) > 1 && (ratio?.value ?? Number.POSITIVE_INFINITY) >= 2],
  ]
  return tests.filter(([, holds]) => holds).map(([name]) => name)
}

function levelOf(signals: readonly string[]): string {
  const has = (name: string) => signals.includes(name)
  if (has('often') && has('unopened')) return 'graveyard'
  if (has('often') && (has('falling') || has('quits'))) return 'warning'
  return signals.length > 0 ? 'watch' : 'none'
}
