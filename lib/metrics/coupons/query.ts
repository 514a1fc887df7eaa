/** One base: `ticket`, one row a coupon that was granted, with what became of it by the as-of. */
import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../../warehouse/engine.ts'
import type { ListState, MetricQuery } from '../metric.ts'
import { type ListedPerson, listedPerson } from '../shared/listed-person.ts'
import { counts, endOf, personColumn, personFilters } from '../shared/population.ts'

/** Sums over the holders of a key: a = coupons redeemed, m = coupons granted. */
export interface TicketRow extends Row {
  key: string
  label: string
  persons: number
  a: number
  m: number
  aa: number
  am: number
  mm: number
  expired: number
  followed: number
  /** Redeemed by somebody who is resolved to no patient: whether a visit followed is unknown. */
  unmatched: number
  visited: number
  face: number | null
  paid: number | null
}

export interface TicketListRow extends ListedPerson {
  template: string | null
  granted_on: string
  redeemed_on: string | null
  expired_on: string | null
}

/** CTE `ticket` (`person_id, key, template, granted_on, redeemed_on, expired_on, is_patient, is_followed, has_visit, face_fen, paid_fen`). */
function tickets(query: MetricQuery): SQL {
  const { asOf, from, to } = query
  const days = sql`${Number(query.parameters.days)}::int`
  const inPeriod =
    from === undefined || to === undefined ? sql`true` : sql`c.granted_on between ${from}::date and ${to}::date`
  return sql`fate as (
      select c.coupon_id, min(c.person_id) filter (where c.kind = 'granted') as person_id, max(c.template) as template,
        max(c.campaign_id) as campaign_id, min(c.day) filter (where c.kind = 'granted') as granted_on,
        min(c.day) filter (where c.kind = 'redeemed') as redeemed_on,
        min(c.day) filter (where c.kind = 'expired') as expired_on, max(c.face_fen) as face_fen,
        max(c.paid_fen) filter (where c.kind = 'redeemed') as paid_fen
      from coupon c where c.at < ${endOf(asOf)} group by c.coupon_id),
    ticket as (
      select c.*, ${keyOf(query)} as key, p.is_patient, c.redeemed_on + ${days} <= ${asOf}::date as is_followed,
        exists (select 1 from patient_day d where d.person_id = c.person_id
          and d.day between c.redeemed_on and c.redeemed_on + ${days}) as has_visit
      from fate c join person p on p.person_id = c.person_id
      where ${inPeriod} and ${counts(asOf)} and ${personFilters(query)})`
}

function keyOf({ by, parameters }: MetricQuery): SQL {
  if (by === undefined) return sql`''`
  if (by === 'template') return sql`coalesce(c.template, 'unknown')`
  if (by === 'campaign') return sql`coalesce(c.campaign_id, 'unknown')`
  return sql`coalesce(${personColumn(by, parameters.attribution)}, 'unknown')`
}

/** One row a key with any coupon. */
export function totals(query: MetricQuery): SQL {
  const isOver = sql`(redeemed_on is not null and is_patient and is_followed)`
  return sql`with ${tickets(query)},
    holder as (
      select key, person_id, count(*) as m, count(redeemed_on) as a,
        count(*) filter (where redeemed_on is null and expired_on is not null) as expired,
        count(*) filter (where redeemed_on is not null and not is_patient) as unmatched,
        count(*) filter (where ${isOver}) as followed, count(*) filter (where ${isOver} and has_visit) as visited,
        sum(face_fen) filter (where redeemed_on is not null) as face, sum(paid_fen) as paid
      from ticket group by key, person_id),
    total as (
      select key, count(*) as persons, sum(a) as a, sum(m) as m, sum(a * a) as aa, sum(a * m) as am, sum(m * m) as mm,
        sum(expired) as expired, sum(unmatched) as unmatched, sum(followed) as followed, sum(visited) as visited, sum(face) as face, sum(paid) as paid
      from holder group by key)
    select t.*, ${query.by === 'campaign' ? sql`coalesce(g.name, t.key)` : sql`t.key`} as label
    from total t left join campaign g on g.campaign_id = t.key`
}

/** Coupons that are redeemed (`in`) or not (`out`): one row a coupon. */
export function people(query: MetricQuery, state: ListState): SQL {
  return sql`with ${tickets({ ...query, by: undefined })}
    select ${listedPerson(query.parameters.attribution)}, c.template, cast(c.granted_on as text) as granted_on,
      cast(c.redeemed_on as text) as redeemed_on, cast(c.expired_on as text) as expired_on
    from ticket c join person p on p.person_id = c.person_id
    where c.redeemed_on is ${state === 'in' ? sql`not null` : sql`null`}
    order by c.granted_on desc, p.person_key, c.coupon_id`
}
