import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../../warehouse/engine.ts'
import type { MetricQuery } from '../metric.ts'
import { type ListedPerson, listedPerson } from '../shared/listed-person.ts'
import { counts } from '../shared/population.ts'
import type { Period } from '../shared/spend/months.ts'

export interface NewPatientRow extends Row {
  month: string
  channel: string
  people: number
}

export interface NewPatientListRow extends ListedPerson {
  touched_at: string
  visited_on: string
  touch_channel: string
}

/**
 * People whose first attended patient-day falls in the period and who were touched by a channel in the 30 days up to
 * that visit, both ends in: `person_id, first_visit_day, touched_at, channel` of the last such touch.
 */
function newPatients(query: MetricQuery, { from, to }: Period): SQL {
  return sql`select distinct on (p.person_id) p.person_id, p.first_visit_day, t.at as touched_at, t.channel
    from person p join touch t on t.person_id = p.person_id
      and t.at between p.first_visit_at - interval '30 days' and p.first_visit_at
    where p.first_visit_day between ${from}::date and ${to}::date and ${counts(query.asOf)}
    order by p.person_id, t.at desc, t.channel`
}

export function byChannel(query: MetricQuery, period: Period): SQL {
  return sql`select substr(cast(n.first_visit_day as text), 1, 7) as month, n.channel, count(*) as people
    from (${newPatients(query, period)}) n group by 1, n.channel`
}

/** The new patients, those of the channels asked for. */
export function people(query: MetricQuery, period: Period): SQL {
  const channels = query.filters.channel ?? []
  const isWanted =
    channels.length === 0
      ? sql`true`
      : sql`n.channel in (${sql.join(
          channels.map((c) => sql`${c}`),
          sql`, `,
        )})`
  return sql`select ${listedPerson(query.parameters.attribution)}, cast(n.touched_at as text) as touched_at,
      cast(n.first_visit_day as text) as visited_on, n.channel as touch_channel
    from (${newPatients(query, period)}) n join person p on p.person_id = n.person_id
    where ${isWanted} order by n.first_visit_day, p.person_key`
}
