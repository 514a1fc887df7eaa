/** A person of a list: the columns to select from `person p`, and the row that leaves the room. */
import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../../warehouse/engine.ts'
import type { PersonRow } from '../metric.ts'

export interface ListedPerson extends Row {
  person: string
  name: string | null
  disease: string | null
  group: string | null
  channel: string | null
}

export function listedPerson(attribution: string | undefined): SQL {
  return sql`p.person_key as person, p.name_masked as name, p.disease, p.first_group_id as "group",
    ${attribution === 'last' ? sql`p.channel_last` : sql`p.channel_first`} as channel`
}

/** The row of a list; `dates` are the days and instants that decided. */
export function toPersonRow({ person, name, disease, group, channel }: ListedPerson, dates: Row): PersonRow {
  return { person, name, disease, group, channel, dates }
}
