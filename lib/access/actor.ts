/** Who asks. Every page, route, list and export passes one; there is no anonymous read. */
import { HOSPITAL_WIDE, rightsOf } from './matrix.ts'
import { ALL_ROWS, limitedKeys, type Scope } from './scope.ts'

/** What a person's account may be. `owner` is the person at the machine, by the command line only. */
export const ROLES = ['manager', 'marketer', 'operator', 'admin'] as const
export type Role = (typeof ROLES)[number]

export const RIGHTS = [
  'read-figures',
  /** Lists of people, names masked. */
  'read-people',
  /** Look at one person's clear name, for a reason that is written down. */
  'unmask',
  'export-people',
  /** Let a long list go that somebody else has asked for, without seeing who is on it. */
  'approve-exports',
  /** The page of exports: one's own, or those to decide on. */
  'read-exports',
  /** Readings, and figures by disease, stage or need. */
  'read-clinical',
  'read-quality',
  /** Annotations on time axes, saved views. */
  'write-notes',
  /** Costs and benefits entered on a page. */
  'write-costs',
  /** Freeze a month's report. */
  'write-reports',
  /** Work on risk lists: assign, mark contacted, snooze, opt out. */
  'manage-outreach',
  /** Thresholds of the rules, for everybody and for single diseases. */
  'write-thresholds',
  'manage-users',
  'read-audit',
  /** The page of settings; each tab has a right of its own. */
  'read-settings',
  /** Goals. */
  'write-settings',
  /** How much may leave without a second person. */
  'write-export-limits',
] as const
export type Right = (typeof RIGHTS)[number]

export interface Actor {
  /** Account name, as in the audit trail. */
  id: string
  /** As colleagues call the person. */
  name: string
  role: Role | 'owner'
  rights: ReadonlySet<Right>
  scope: Scope
}

/** The person at this machine: whoever may run the command line may read the files as well. */
export const LOCAL_OWNER: Actor = {
  id: 'local-owner',
  name: 'local owner',
  role: 'owner',
  rights: new Set<Right>(RIGHTS),
  scope: ALL_ROWS,
}

/** The actor of an account. */
export function actorOf(account: { username: string; name: string; role: Role; scope: Scope }): Actor {
  const { username, name, role, scope } = account
  return { id: username, name, role, scope, rights: rightsOf(role) }
}

/** The actor of a page that is being rendered; who is not signed in is sent to the sign-in page. */
export async function currentActor(): Promise<Actor> {
  // The command line imports this file too, and has no use for what serves pages.
  const { signedInOrRedirect } = await import('./session.ts')
  return signedInOrRedirect()
}

/** An actor may not do what was asked. */
export class AccessDenied extends Error {
  override name = 'AccessDenied'
}

/** Nobody is signed in, or not any more. */
export class NotSignedIn extends Error {
  override name = 'NotSignedIn'
  constructor() {
    super('sign in first')
  }
}

/** @throws AccessDenied unless the actor has the right. */
export function authorize(actor: Actor, right: Right): void {
  if (!actor.rights.has(right)) throw new AccessDenied(`${actor.id} may not ${right}`)
}

/**
 * Whether an actor may change what a right is for, not only read it: settings of the whole hospital are not for an account
 * that is limited to a part of it. Administrators set them whatever rows they see: a scope is theirs to give.
 */
export function mayChange({ rights, scope }: Actor, right: Right): boolean {
  const isLimited = limitedKeys(scope).length > 0 && !rights.has('manage-users')
  return rights.has(right) && !(HOSPITAL_WIDE.has(right) && isLimited)
}

/** @throws AccessDenied unless the actor may change what the right is for. */
export function authorizeChange(actor: Actor, right: Right): void {
  authorize(actor, right)
  if (!mayChange(actor, right)) {
    throw new AccessDenied(
      'this holds for the whole hospital: an account that is limited to a part of it may not change it',
    )
  }
}
