/** The contract that every metric room fulfils, and the shape of every answer (API, command line and pages alike). */
import type { Engine, Row } from '../warehouse/engine.ts'

export interface Text {
  zh: string
  en: string
}

export type State = 'ok' | 'few' | 'immature' | 'not_covered' | 'empty' | 'suppressed' | 'not_permitted'

export type Verdict =
  | 'met'
  | 'met_point'
  | 'not_met'
  | 'significantly_higher'
  | 'significantly_lower'
  | 'not_shown'
  | 'insufficient'

export type Part = number | string | boolean | null | Part[] | { [name: string]: Part }

/** One number with everything that is needed to judge it. Rates are raw doubles, money integer fen. */
export interface Figure {
  state: State
  value: number | null
  numerator?: number | null
  denominator?: number | null
  low?: number | null
  high?: number | null
  /** Confidence level of low and high. */
  level?: number
  target?: { above: number }
  verdict?: Verdict | null
  /** First as-of on which an immature figure can be judged. */
  maturesOn?: string
  /** The feed that is missing, when `not_covered`. */
  missing?: string
  /** Short codes, worded in the dictionaries. */
  notes: string[]
  parts?: Record<string, Part>
}

export interface GroupFigure extends Figure {
  key: string
  label: string
}

export interface PeriodFigure extends Figure {
  /** `YYYY-MM-DD` or `YYYY-MM`. */
  period: string
}

export interface Answer {
  metric: string
  definitionVersion: number
  asOf: string
  snapshot: string
  /** Parameters and filters as they were understood, defaults included. */
  parameters: Record<string, string>
  filters: Partial<Record<FilterKey, string[]>>
  overall: Figure
  by?: string
  groups?: GroupFigure[]
  series?: PeriodFigure[]
}

/** Filters that cut the population; each is also a breakdown where the definition lists it. */
export const FILTER_KEYS = [
  'hospital',
  'department',
  'disease',
  'stage',
  'need',
  'group',
  'channel',
  'state',
  'cohort',
  'memberTier',
] as const
export type FilterKey = (typeof FILTER_KEYS)[number]

/** Steps of the funnel that are people, in order. */
export const PERSON_STEPS = ['join', 'active', 'consult', 'book', 'visit', 'repeat'] as const
export type PersonStep = (typeof PERSON_STEPS)[number]

/** Lists behind a ratio. `in`: the numerator's people, `out`: in the denominator only, `immature`: not yet. */
export type CountList = 'in' | 'out' | 'immature'
/** Lists behind a step of the funnel: who reached it, who of them took long, who was lost before it, whose time for it is not over. */
export type FunnelList = PersonStep | `${PersonStep}-${'slow' | 'dropped' | 'in-progress'}`
/** Rules of the at-risk lists; each is also the name of its list. */
export const RISK_RULES = [
  'no-reading-3d',
  'unstable-glucose',
  'review-overdue-60d',
  'review-due-3d',
  'drop-out-window',
  'silent-60d',
  'high-value-slipping',
  'left-group-7d',
] as const
export type RiskRule = (typeof RISK_RULES)[number]
/** What became of outreach under the rules that are asked for. */
export const OUTREACH_LISTS = ['contacted', 'recovered', 'pending', 'holdout', 'holdout-recovered'] as const
export type OutreachList = (typeof OUTREACH_LISTS)[number]
export type ListState = CountList | FunnelList | RiskRule | OutreachList

export interface Parameter {
  name: string
  title: Text
  /** Allowed values, the default first; or whole or decimal numbers from `min` to `max`; or any text. */
  values?: readonly string[]
  integer?: { min: number; max: number; default: number }
  /** A decimal number from `min` to `max`. */
  number?: { min: number; max: number; default: number }
  text?: { default: string }
}

export interface Definition {
  id: string
  /** Raise when the number's meaning changes. */
  version: number
  title: Text
  /** The question that it answers, in a nurse's words. */
  question: Text
  formula: Text
  /** Absent for metrics without a denominator. */
  numerator?: Text
  denominator?: Text
  /** `reading`: in the unit of the reading that is asked for. */
  unit: 'ratio' | 'points' | 'people' | 'fen' | 'events' | 'days' | 'reading'
  /** Limits and cautions that a reader must know. */
  caution?: Text
  /** Goal, and the parameters under which alone it holds. */
  target?: { above: number; when: Record<string, string> }
  /** Feeds without which there is no answer: each entry is satisfied by any one of its feeds. */
  requires: readonly (readonly string[])[]
  parameters: readonly Parameter[]
  breakdowns: readonly string[]
  filters: readonly FilterKey[]
  /** Whether `--from --to` mean anything. */
  hasPeriod: boolean
  lists: readonly ListState[]
}

/** A validated question: every parameter present, days real, filters known. */
export interface MetricQuery {
  asOf: string
  parameters: Readonly<Record<string, string>>
  filters: Readonly<Partial<Record<FilterKey, readonly string[]>>>
  by?: string
  from?: string
  to?: string
}

export interface RoomAnswer {
  overall: Figure
  groups?: GroupFigure[]
  series?: PeriodFigure[]
}

/** One person of a list. `dates` holds the days and instants that decided, by name. */
export interface PersonRow {
  person: string
  name: string | null
  disease: string | null
  group: string | null
  channel: string | null
  dates: Row
}

/** `List` names the lists that the room knows; it is never asked for one that its definition does not name. */
export interface Room<List extends ListState = ListState> {
  definition: Definition
  answer(engine: Engine, query: MetricQuery): Promise<RoomAnswer>
  /** People behind the figure; as many rows as the matching count. Absent where `definition.lists` is empty. */
  people?(engine: Engine, query: MetricQuery, state: List): Promise<PersonRow[]>
}

/** A question that cannot be asked: an unknown metric, parameter, breakdown, filter or day. One line, with the remedy. */
export class QuestionError extends Error {
  override name = 'QuestionError'
}
