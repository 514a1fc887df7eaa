/** Where a row of a list stands: what the sources say, and what operators wrote since. */
import type { OutreachEntry, RiskCase } from '../app-state/risk.ts'
import type { PersonRow } from '../metrics/metric.ts'
import { addDays } from '../metrics/shared/days.ts'

/** In the order in which one outranks the next. Only `open` is to be contacted. */
export const ROW_STATUSES = ['optedOut', 'heldOut', 'contacted', 'snoozed', 'booked', 'open'] as const
export type RowStatus = (typeof ROW_STATUSES)[number]

/** Days after a contact in which nobody is called again, as in the room. */
const REST_DAYS = 7

export interface Written {
  cases: ReadonlyMap<string, RiskCase>
  /** Latest day of a contact, by person. */
  contactedOn: ReadonlyMap<string, string>
}

/** What operators wrote, ready to be looked up. */
export function written(cases: readonly RiskCase[], entries: readonly OutreachEntry[]): Written {
  const contactedOn = new Map<string, string>()
  for (const { person, arm, day } of entries) {
    if (arm === 'contacted' && day > (contactedOn.get(person) ?? '')) contactedOn.set(person, day)
  }
  return { cases: new Map(cases.map((c) => [c.person, c])), contactedOn }
}

/** First day whose contacts still hold a person back. */
export function restsFrom(asOf: string): string {
  return addDays(asOf, 1 - REST_DAYS)
}

export function statusOf(row: PersonRow, { cases, contactedOn }: Written, asOf: string): RowStatus {
  const found = cases.get(row.person)
  if (found?.isOptedOut) return 'optedOut'
  if (row.dates.isHeldOut === true) return 'heldOut'
  const contacted = contactedOn.get(row.person)
  if (contacted !== undefined && contacted >= restsFrom(asOf)) return 'contacted'
  if (found?.snoozedUntil && found.snoozedUntil >= asOf) return 'snoozed'
  return row.dates.nextBooking ? 'booked' : 'open'
}
