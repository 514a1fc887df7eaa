/** The filters of the audit trail as an address says them. */
import { AUDIT_ACTIONS, type AuditFilter } from './audit.ts'

const DAY = 86_400_000
/** Days of the trail are days of the hospital's clock; an offset is enough, as China has no summer time. */
const OFFSET = '+08:00'

/** Reads an address; what is no filter, or makes no sense, is left out. */
export function readTrailFilter(params: Readonly<Record<string, string | string[] | undefined>>): AuditFilter {
  const text = (key: string) => {
    const value = params[key]
    return typeof value === 'string' && value !== '' && value.length <= 200 ? value : undefined
  }
  const action = AUDIT_ACTIONS.find((known) => known === text('action'))
  const [from, to] = [startOf(text('from')), startOf(text('to'))]
  return {
    ...(text('actor') && { actor: text('actor') }),
    ...(action && { action }),
    ...(text('person') && { person: text('person') }),
    ...(from !== null && { from }),
    ...(to !== null && { to: to + DAY }),
  }
}

function startOf(day: string | undefined): number | null {
  if (day === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return null
  const time = Date.parse(`${day}T00:00:00${OFFSET}`)
  return Number.isNaN(time) ? null : time
}
