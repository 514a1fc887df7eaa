/** Who asks. Every page, route, list and export passes one; there is no anonymous read. */
export type Role = 'owner'

export const RIGHTS = [
  'read-figures',
  'read-people',
  'read-quality',
  /** Annotations on time axes, saved views. */
  'write-notes',
  /** Costs and benefits entered on a page. */
  'write-costs',
  /** Freeze a month's report. */
  'write-reports',
  /** Work on risk lists: assign, mark contacted, snooze, opt out, thresholds. */
  'manage-outreach',
] as const
export type Right = (typeof RIGHTS)[number]

export interface Actor {
  id: string
  role: Role
  rights: ReadonlySet<Right>
}

/** The person at this machine: the server listens on 127.0.0.1 only, and accounts do not exist yet. */
const LOCAL_OWNER: Actor = { id: 'local-owner', role: 'owner', rights: new Set<Right>(RIGHTS) }

/** The actor of a request. */
export async function currentActor(): Promise<Actor> {
  return LOCAL_OWNER
}

/** An actor may not do what was asked. */
export class AccessDenied extends Error {
  override name = 'AccessDenied'
}

/** @throws AccessDenied unless the actor has the right. */
export function authorize(actor: Actor, right: Right): void {
  if (!actor.rights.has(right)) throw new AccessDenied(`${actor.id} may not ${right}`)
}
