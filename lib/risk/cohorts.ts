/** Saved lists: frozen to the people of a day, or a question that is asked anew each time. */
import 'server-only'
import type { Actor } from '../access/actor.ts'
import type { View } from '../access/gate.ts'
import { cohortOf, saveCohort } from '../app-state/risk.ts'
import { effectiveAsOf } from '../filters/as-of.ts'
import { oneOf, readSelection, type SearchParams } from '../filters/selection.ts'
import type { RiskRule } from '../metrics/metric.ts'
import { riskList } from './list.ts'

export interface AskedCohort {
  name: string
  kind: 'frozen' | 'rule'
  rule: RiskRule | 'any'
  query: string
  people: readonly string[]
}

/** Keeps only people who stand on the list; a question keeps its filters and no as-of of its own. @returns its id */
export async function saveRiskCohort(view: View, actor: Actor, asked: AskedCohort): Promise<string> {
  const query = new URLSearchParams(asked.query)
  const params: SearchParams = Object.fromEntries([...new Set(query.keys())].map((key) => [key, query.getAll(key)]))
  const asOf = effectiveAsOf(oneOf(params, 'asOf'), view.snapshot.dataThrough ?? '')
  const list = await riskList(view, readSelection(params), { rule: asked.rule, asOf })
  const wanted = new Set(asked.people)
  const people = list.filter((row) => wanted.has(row.person)).map((row) => row.person)
  for (const key of ['saved', 'band', 'asOf']) query.delete(key)
  if (asked.kind === 'frozen') query.set('asOf', asOf)
  query.set('rule', asked.rule)
  return saveCohort({
    ...{ name: asked.name, kind: asked.kind, asOf, createdBy: actor.id, address: `/at-risk?${query}` },
    people: asked.kind === 'frozen' ? people.join('\n') : null,
    count: asked.kind === 'frozen' ? people.length : list.length,
  })
}

/** Who is on a frozen list; nobody where there is no such list. */
export async function frozenPeople(id: string): Promise<ReadonlySet<string>> {
  return new Set((await cohortOf(id))?.people?.split('\n'))
}
