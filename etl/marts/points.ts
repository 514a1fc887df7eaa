import type { DuckDBConnection } from '@duckdb/node-api'
import { pointsDay } from '../../lib/warehouse/schema.ts'
import { fillMart } from './fill.ts'

/** Reasons that take points without giving anything for them, in the words that point systems use. */
const EXPIRY = `regexp_matches(lower(coalesce(reason, '')), 'expir|lapse|clear|过期|到期|失效|清零')`

/** Points by person and day: given, spent, lapsed. A negative entry is spent unless its reason says that it lapsed. */
export async function buildPoints(connection: DuckDBConnection): Promise<void> {
  await fillMart(
    connection,
    pointsDay,
    `select person_id, day, coalesce(sum(delta) filter (where delta > 0), 0) as issued,
       coalesce(-sum(delta) filter (where delta < 0 and not ${EXPIRY}), 0) as spent,
       coalesce(-sum(delta) filter (where delta < 0 and ${EXPIRY}), 0) as expired
     from canon.community_points
     where person_id not in (select person_id from stage.test_person)
     group by person_id, day order by person_id, day`,
  )
}
