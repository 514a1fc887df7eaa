/** What the pressure of pushes says about each group, read back from the answer and put in order. Pure. */
import type { Answer, GroupFigure } from '../metric.ts'
import { numberOf, partOf, recordOf } from './highlights.ts'

export const LEVELS = ['graveyard', 'warning', 'watch', 'none'] as const
export type Level = (typeof LEVELS)[number]
export const SIGNALS = ['often', 'unopened', 'falling', 'quits'] as const
export type Signal = (typeof SIGNALS)[number]

export interface Span {
  value: number | null
  low: number | null
  high: number | null
}

export interface Pressure {
  group: GroupFigure
  level: Level
  signals: Signal[]
  pushes: number
  memberWeeks: number
  sendsPerWeek: number | null
  open: Span
  openOf: number
  openBefore: Span
  openChange: Span
  /** Leaves within 48 hours of a push, as counted in the rate, and at all other times; null where withheld. */
  quitsWithin: number | null
  quitsOutside: number | null
  perThousandWithin: number | null
  perThousandOutside: number | null
  quitRatio: Span
}

/** Groups that got a push, the most pressing first; withheld ones are left out. */
export function pressures(answer: Answer): Pressure[] {
  return (answer.groups ?? [])
    .filter((group) => group.parts !== undefined && (partOf(group, 'pushes') ?? 0) > 0)
    .map(pressureOf)
    .sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || (b.sendsPerWeek ?? 0) - (a.sendsPerWeek ?? 0))
}

function pressureOf(group: GroupFigure): Pressure {
  const count = (name: string) => partOf(group, name) ?? 0
  const signals = group.parts?.signals
  return {
    group,
    level: LEVELS.find((level) => level === group.parts?.level) ?? 'none',
    signals: SIGNALS.filter((signal) => Array.isArray(signals) && signals.includes(signal)),
    ...{ pushes: count('pushes'), memberWeeks: count('memberWeeks'), openOf: count('openOf') },
    ...{ quitsWithin: partOf(group, 'quitsWithin'), quitsOutside: partOf(group, 'quitsOutside') },
    sendsPerWeek: partOf(group, 'sendsPerWeek'),
    perThousandWithin: partOf(group, 'perThousandWithin'),
    perThousandOutside: partOf(group, 'perThousandOutside'),
    ...{ open: spanOf(group, 'open'), openBefore: spanOf(group, 'openBefore') },
    ...{ openChange: spanOf(group, 'openChange'), quitRatio: spanOf(group, 'quitRatio') },
  }
}

function spanOf(group: GroupFigure, name: string): Span {
  const span = recordOf(group, name)
  return { value: numberOf(span, 'value'), low: numberOf(span, 'low'), high: numberOf(span, 'high') }
}
