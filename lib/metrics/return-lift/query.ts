import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../../warehouse/engine.ts'
import type { MetricQuery } from '../metric.ts'
import { trialFilters } from '../shared/lift/trials.ts'
import { counts, endOf } from '../shared/population.ts'

export interface NaiveRow extends Row {
  members: number
  members_returned: number
  others: number
  others_returned: number
}

/**
 * The comparison that misleads: of people whose first patient-day is 12 months past, ever members against never
 * members, with a second patient-day within 12 months of the first.
 */
export function naive(query: MetricQuery): SQL {
  return sql`with base as (
      select coalesce(p.first_join_at < ${endOf(query.asOf)}, false) as is_member,
        coalesce(p.second_visit_day < p.first_visit_day + interval '12 months', false) as returned
      from person p join patient_day d on d.person_id = p.person_id and d.day = p.first_visit_day
      where p.first_visit_day + interval '12 months' <= ${endOf(query.asOf)} and ${counts(query.asOf)}
        and ${trialFilters(query, 'd')}
    )
    select count(*) filter (where is_member) as members, count(*) filter (where is_member and returned) as members_returned,
      count(*) filter (where not is_member) as others, count(*) filter (where not is_member and returned) as others_returned
    from base`
}
