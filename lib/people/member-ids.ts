/** The ids by which the feeds name people; they stay on the server. */
import 'server-only'
import { sql } from 'drizzle-orm'
import type { View } from '../access/gate.ts'

const CHUNK = 1000

/** A member id of each person by pseudonym, the smallest; people who never were in a group have none. */
export async function memberIdsOf(view: View, people: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (let i = 0; i < people.length; i += CHUNK) {
    const keys = people.slice(i, i + CHUNK).map((key) => sql`${key}`)
    const rows = await view.snapshot.engine.query<{ person: string; member: string }>(sql`
      select p.person_key as person, min(m.member_id) as member
      from person p join canon.wecom_members m on m.person_id = p.person_id
      where p.person_key in (${sql.join(keys, sql`, `)}) group by p.person_key`)
    for (const { person, member } of rows) found.set(person, member)
  }
  return found
}
