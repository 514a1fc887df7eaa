import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../../warehouse/engine.ts'
import type { MetricQuery } from '../metric.ts'
import { counts, endOf } from '../shared/population.ts'
import type { Period } from '../shared/spend/months.ts'
import { channelOf } from '../shared/spend/spend.ts'

/** Months after joining within which a payback is looked for. */
export const PAYBACK_MONTHS = 24

export interface ReturnRow extends Row {
  channel: string
  revenue: number
}

export interface PaybackRow extends Row {
  channel: string
  /** Months since joining. */
  month: number
  /** People of the period who have been in for that long. */
  people: number
  /** Their net revenue until then, from the join day on. */
  revenue: number
}

/** What the period's joiners were worth in their first H days. Money in fen. */
export interface WorthRow extends Row {
  channel: string
  /** Those whose H days are over. */
  people: number
  net: number
  /** Σ x². */
  squares: number
  /** First as-of on which one more of them is mature. */
  matures_on: string | null
}

export interface ClaimRow extends Row {
  name: string
  assumption: string
  amount: number
}

export interface CauseRow extends Row {
  channel: string
  /** People who joined in the period within 30 days after a patient-day. */
  people: number
}

/** Net revenue of the period by channel, of people who joined by the as-of, from their join day on. */
export function returns(query: MetricQuery, { from, to }: Period): SQL {
  return sql`select ${channelOf(query)} as channel, sum(r.amount_fen) as revenue
    from person p join revenue_day r on r.person_id = p.person_id and r.day >= p.first_join_day
    where r.day between ${from}::date and ${to}::date and p.first_join_at < ${endOf(query.asOf)} and ${counts(query.asOf)}
    group by ${channelOf(query)}`
}

/** Benefits of the period that are no payments, each with its assumption. */
export function claims({ from, to }: Period): SQL {
  return sql`select name, assumption, sum(amount_fen) as amount from benefit
    where month between ${from.slice(0, 7)} and ${to.slice(0, 7)} group by name, assumption`
}

/** Net revenue of the period's joiners in `[join day, join day + H)`, of those whose H days are over on the as-of. */
export function worth(query: MetricQuery, period: Period): SQL {
  const days = sql`${Number(query.parameters.horizon)}::int`
  return sql`with j as (${joiners(query, period)}),
    own as (select j.person_id, j.channel, j.joined_on + ${days} - 1 as matures_on,
        sum(r.amount_fen) filter (where r.day < j.joined_on + ${days} and r.day <= ${query.asOf}::date) as net
      from j left join revenue_day r on r.person_id = j.person_id and r.day >= j.joined_on
      group by j.person_id, j.channel, j.joined_on),
    known as (select channel, matures_on, matures_on <= ${query.asOf}::date as is_mature, coalesce(net, 0) as net from own)
    select channel, count(*) filter (where is_mature) as people,
      coalesce(sum(net) filter (where is_mature), 0) as net,
      coalesce(sum(net * net) filter (where is_mature), 0) as squares,
      min(matures_on) filter (where not is_mature) as matures_on
    from known group by channel`
}

/** People who joined in the period, by months since the join, as far as those are over on the as-of. */
export function payback(query: MetricQuery, period: Period): SQL {
  const months = Array.from({ length: PAYBACK_MONTHS }, (_, i) => sql`(${i + 1}::int)`)
  return sql`with j as (${joiners(query, period)}),
    k as (select * from (values ${sql.join(months, sql`, `)}) as v(month)),
    due as (select j.person_id, j.channel, j.joined_on, k.month, (j.joined_on + k.month * interval '1 month')::date as due_on
      from j cross join k),
    ready as (select * from due where due_on <= ${query.asOf}::date + 1),
    size as (select channel, month, count(*) as people from ready group by channel, month),
    paid as (select d.channel, d.month, sum(r.amount_fen) as revenue from ready d
      join revenue_day r on r.person_id = d.person_id and r.day >= d.joined_on and r.day < d.due_on
      group by d.channel, d.month)
    select s.channel, s.month, s.people, coalesce(p.revenue, 0) as revenue
    from size s left join paid p on p.channel = s.channel and p.month = s.month`
}

/** Those of the period's joiners whom the return lift speaks of. */
export function causes(query: MetricQuery, period: Period): SQL {
  return sql`with j as (${joiners(query, period)})
    select j.channel, count(*) as people from j
    where exists (select 1 from patient_day d where d.person_id = j.person_id
      and d.day <= j.joined_on and d.day > j.joined_on - 30)
    group by j.channel`
}

/** Mean net revenue of member trials that came back, over the 12 months in which the lift looks for the return. */
export function returnerValue(query: MetricQuery): SQL {
  return sql`with t as (select t.person_id, t.v_day, t.l_day
      from lift_trial t join person p on p.person_id = t.person_id
      where t.is_member and t.returned and t.matures_on <= ${query.asOf}::date and ${counts(query.asOf)}),
    paid as (select sum(r.amount_fen) as revenue from t
      join revenue_day r on r.person_id = t.person_id and r.day >= t.l_day and r.day < t.l_day + interval '12 months')
    select (select revenue from paid)::double precision / nullif((select count(*) from t), 0) as value`
}

function joiners(query: MetricQuery, { from, to }: Period): SQL {
  return sql`select p.person_id, ${channelOf(query)} as channel, p.first_join_day as joined_on from person p
    where p.first_join_day between ${from}::date and ${to}::date and ${counts(query.asOf)}`
}
