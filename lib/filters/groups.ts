/** One group as its own page names it. */
import { sql } from 'drizzle-orm'
import type { View } from '../access/gate.ts'
import { isInside } from '../access/scope.ts'
import { cached } from '../warehouse/cache.ts'
import type { Row } from '../warehouse/engine.ts'

export interface GroupProfile extends Row {
  id: string
  /** Null where the list of groups does not hold it, or holds it without a name. */
  name: string | null
  isListed: boolean
  hospital: string
  department: string
  disease: string
  stage: string
  /** Local day of its creation, else of the first who joined. */
  startDay: string | null
  /** Day on which it was dismissed; null while it lives. */
  dismissedOn: string | null
}

/** The group of an id; null where no row of any source names it. */
export async function readGroup(view: View, id: string): Promise<GroupProfile | null> {
  const groups = await cached(view.snapshot, ['group-profiles'], () =>
    view.snapshot.engine.query<GroupProfile>(sql`
      select group_id as id, name, is_listed as "isListed", hospital, department, disease, stage,
        start_day as "startDay", cast(dismissed_at as date) as "dismissedOn"
      from community_group`),
  )
  const found = groups.find((group) => group.id === id)
  return found && isVisible(view, found) ? visibleProfile(view, found) : null
}

/** Without disease and stage for those who see no clinical fields. */
function visibleProfile({ actor }: View, group: GroupProfile): GroupProfile {
  return actor.rights.has('read-clinical') ? group : { ...group, disease: 'unknown', stage: 'unknown' }
}

/** A group outside the actor's rows is none. */
function isVisible({ actor: { scope } }: View, { id, hospital, department }: GroupProfile): boolean {
  return (
    isInside(scope, 'group', id) && isInside(scope, 'hospital', hospital) && isInside(scope, 'department', department)
  )
}
