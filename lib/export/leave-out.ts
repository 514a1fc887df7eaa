/** Who is on a list but not in its file: consent and law come before the list. Decided anew each time a file is made. */
import 'server-only'
import { format, parseISO, subYears } from 'date-fns'
import { sql } from 'drizzle-orm'
import { riskCases } from '../app-state/risk.ts'
import type { PersonRow } from '../metrics/metric.ts'
import type { Row } from '../warehouse/engine.ts'
import type { Snapshot } from '../warehouse/snapshot.ts'
import type { LeftOut, LeftOutCounts } from './purposes.ts'

/** Below this age a guardian would have to consent, which no source tells us of. */
const AGE_OF_CONSENT = 14
const CHUNK = 1000

type Source = Pick<Snapshot, 'engine' | 'dataThrough'>
/** What is asked of a row. */
type ListedPerson = Pick<PersonRow, 'person' | 'dates'>

interface Standing extends Row {
  person: string
  is_minor: boolean
  is_deceased: boolean
  is_opted_out: boolean
}

/** The reason why a row stays out of a file, where there is one; more reasons where the people are to be spoken to. */
export async function leaveOut(
  snapshot: Source,
  rows: readonly ListedPerson[],
  isContact: boolean,
): Promise<(row: ListedPerson) => Exclude<LeftOut, 'gone'> | null> {
  const standings = await standingsOf(snapshot, [...new Set(rows.map((row) => row.person))])
  const cases = new Map((await riskCases()).map((one) => [one.person, one]))
  return (row) => {
    const standing = standings.get(row.person)
    if (standing?.is_minor) return 'minor'
    if (!isContact) return null
    if (standing?.is_deceased) return 'deceased'
    if (standing?.is_opted_out || cases.get(row.person)?.isOptedOut) return 'optedOut'
    return row.dates.isHeldOut === true ? 'heldOut' : null
  }
}

/** Splits the rows of a list into those of the file and counts of the others. */
export function parted(rows: readonly PersonRow[], reasonOf: (row: PersonRow) => LeftOut | null) {
  const kept: PersonRow[] = []
  const leftOut: LeftOutCounts = {}
  for (const row of rows) {
    const reason = reasonOf(row)
    if (reason === null) kept.push(row)
    else leftOut[reason] = (leftOut[reason] ?? 0) + 1
  }
  return { kept, leftOut }
}

/** As the newest data has it, whatever day the list is of: a withdrawal counts at once. */
async function standingsOf(snapshot: Source, people: readonly string[]): Promise<Map<string, Standing>> {
  const today = snapshot.dataThrough ?? format(new Date(), 'yyyy-MM-dd')
  const bornAfter = format(subYears(parseISO(today), AGE_OF_CONSENT), 'yyyy-MM-dd')
  const found = new Map<string, Standing>()
  for (let i = 0; i < people.length; i += CHUNK) {
    const keys = people.slice(i, i + CHUNK).map((key) => sql`${key}`)
    const rows = await snapshot.engine.query<Standing>(sql`
      select p.person_key as person, coalesce(p.birth_date > ${bornAfter}::date, false) as is_minor,
        p.deceased_on is not null as is_deceased,
        exists (select 1 from opt_out o where o.person_id = p.person_id
          and (o.until_at is null or o.until_at >= ${today}::date + 1)) as is_opted_out
      from person p where p.person_key in (${sql.join(keys, sql`, `)})`)
    for (const row of rows) found.set(row.person, row)
  }
  return found
}
