/** What people agreed to, purpose by purpose, and what they took back. */
import { sql } from 'drizzle-orm'
import { counts, endOf } from '../metrics/shared/population.ts'
import type { Engine, Row } from '../warehouse/engine.ts'

export const PURPOSES = ['care', 'community', 'marketing'] as const
export type Purpose = (typeof PURPOSES)[number]

export interface Consent extends Row {
  purpose: Purpose
  /** Day of the last grant. */
  givenOn: string
  /** Day of the last withdrawal, where no grant came after it. */
  withdrawnOn: string | null
}

/** One row a person and purpose with the last word on it; a grant at the instant of a withdrawal comes after it, as for lists. */
const lastWord = (asOf: string) => sql`
  select person_id, purpose, max(granted_day) as given_on,
    case when max(granted_at) < max(case when withdrawn_at < ${endOf(asOf)} then withdrawn_at end)
      then max(case when withdrawn_at < ${endOf(asOf)} then withdrawn_day end) end as withdrawn_on
  from canon.community_consents
  where person_id is not null and granted_at < ${endOf(asOf)}
  group by person_id, purpose`

/** A person's consents as they stand on a day, in the order of the purposes; none where nothing was written down. */
export async function consentsOf(engine: Engine, person: string, asOf: string): Promise<Consent[]> {
  const rows = await engine.query<Consent>(sql`
    select w.purpose, cast(w.given_on as text) as "givenOn", cast(w.withdrawn_on as text) as "withdrawnOn"
    from (${lastWord(asOf)}) w join person p using (person_id)
    where p.person_key = ${person}`)
  return PURPOSES.flatMap((purpose) => rows.filter((row) => row.purpose === purpose))
}

/** Since when a tag of the WeCom contact says not to contact; null where there is none. */
export async function tagOptOutOf(engine: Engine, person: string, asOf: string): Promise<string | null> {
  const [row] = await engine.query<{ day: string | null }>(sql`
    select cast(cast(min(o.from_at) as date) as text) as day from opt_out o join person p using (person_id)
    where p.person_key = ${person} and o.reason = 'tag' and o.from_at < ${endOf(asOf)}`)
  return row?.day ?? null
}

export interface ConsentCount extends Row {
  purpose: Purpose
  /** Members whose consent stands, who took it back, and of whom nothing is written down. */
  given: number
  withdrawn: number
  unknown: number
}

/** Everybody who ever joined, by purpose. */
export async function consentCounts(engine: Engine, asOf: string): Promise<ConsentCount[]> {
  const rows = await engine.query<ConsentCount>(sql`
    with member as (select p.person_id from person p where p.first_join_at < ${endOf(asOf)} and ${counts(asOf)}),
      word as (select w.* from (${lastWord(asOf)}) w join member using (person_id))
    select purpose, count(*) filter (where withdrawn_on is null) as given,
      count(*) filter (where withdrawn_on is not null) as withdrawn,
      (select count(*) from member) - count(*) as "unknown"
    from word group by purpose`)
  return PURPOSES.flatMap((purpose) => rows.filter((row) => row.purpose === purpose))
}
