/** The people whose next horizon is predicted: joined by the as-of, and not known to have died by it. */
import { type SQL, sql } from 'drizzle-orm'
import type { MetricQuery } from '../metric.ts'
import { type ListedPerson, listedPerson } from '../shared/listed-person.ts'
import { LOOK_BACK } from '../shared/prediction/bands.ts'
import { isThere, members } from '../shared/prediction/query.ts'

export interface ListRow extends ListedPerson {
  joined_on: string
  last_visit_on: string | null
  /** In the year up to the as-of. */
  visits: number
}

export function people(query: MetricQuery): SQL {
  const { asOf } = query
  return sql`with ${members({ ...query, by: undefined })},
    seen as (select m.person_id, max(d.day) as last,
        count(*) filter (where d.day > ${asOf}::date - ${LOOK_BACK}::int) as visits
      from m join patient_day d on d.person_id = m.person_id where d.day <= ${asOf}::date group by m.person_id)
    select ${listedPerson(query.parameters.attribution)}, p.first_join_day as joined_on,
      seen.last as last_visit_on, coalesce(seen.visits, 0) as visits
    from m join person p on p.person_id = m.person_id left join seen on seen.person_id = m.person_id
    where m.is_wanted and ${isThere(asOf)}
    order by visits desc, last_visit_on desc nulls last, person`
}
