/** A risk list as operators work on it: the room's people with where each stands. */
import 'server-only'
import type { View } from '../access/gate.ts'
import { type Cohort, cohorts, outreachSince, riskCases, riskThresholds } from '../app-state/risk.ts'
import type { Question } from '../filters/ask.ts'
import { listQuestion } from '../filters/list-question.ts'
import type { Selection } from '../filters/selection.ts'
import type { PersonRow, RiskRule } from '../metrics/metric.ts'
import { thresholdParameters } from './parameters.ts'
import { type RowStatus, restsFrom, statusOf, type Written, written } from './status.ts'

export interface RiskRow extends PersonRow {
  status: RowStatus
  owner: string | null
  contactedOn: string | null
  snoozedUntil: string | null
}

export interface RiskListQuestion {
  /** `any`: everybody on any list. */
  rule: RiskRule | 'any'
  asOf: string
  /** Only these people of it; nobody else is seen. */
  only?: ReadonlySet<string>
}

/** The question of the page with the hospital's thresholds. */
export async function riskQuestion({ rule, asOf }: RiskListQuestion): Promise<Question> {
  return { metric: 'at-risk', asOf, parameters: { ...thresholdParameters(await riskThresholds()), rule } }
}

/** The list of the room that holds the people of a rule. */
export function riskListState(rule: RiskListQuestion['rule']): string {
  return rule === 'any' ? 'in' : rule
}

/** All people of the list, whatever their status: as many as the rule's count. */
export async function riskList(view: View, selection: Selection, asked: RiskListQuestion): Promise<RiskRow[]> {
  const { question, list } = await listQuestion(view, selection, await riskQuestion(asked), riskListState(asked.rule))
  const { only } = asked
  const [people, notes] = await Promise.all([
    view.people(question, list, {
      action: 'view-people',
      purpose: '',
      ...(only && { choose: (rows) => rows.filter((row) => only.has(row.person)) }),
    }),
    writtenSince(asked.asOf),
  ])
  return people.map((row) => withStatus(row, notes, asked.asOf))
}

/** What a page says of a saved list; who is on it stays on the server. */
export type SavedCohort = Omit<Cohort, 'people'>

export async function savedCohorts(): Promise<SavedCohort[]> {
  return (await cohorts()).map(({ people: _, ...cohort }) => cohort)
}

export async function writtenSince(asOf: string): Promise<Written> {
  const [cases, entries] = await Promise.all([riskCases(), outreachSince(restsFrom(asOf))])
  return written(cases, entries)
}

function withStatus(row: PersonRow, notes: Written, asOf: string): RiskRow {
  const found = notes.cases.get(row.person)
  const { person, name, disease, group, channel, dates } = row
  // Named one by one: spreading a hundred thousand rows takes longer than reading them.
  return {
    person,
    name,
    disease,
    group,
    channel,
    dates,
    status: statusOf(row, notes, asOf),
    owner: found?.owner ?? null,
    contactedOn: notes.contactedOn.get(row.person) ?? null,
    snoozedUntil: found?.snoozedUntil ?? null,
  }
}
