/** What a clear name may be looked at for. Known to the server and to pages alike. */

export const LOOK_PURPOSES = ['contact', 'identify', 'request', 'other'] as const
export type LookPurpose = (typeof LOOK_PURPOSES)[number]

/** Purposes that lead to the person being spoken to. An unlisted one is taken for one, as for lists that leave. */
const CONTACT: ReadonlySet<string> = new Set<LookPurpose>(['contact', 'other'])

export function isContactLook(purpose: LookPurpose): boolean {
  return CONTACT.has(purpose)
}

/** Characters of a reason. */
export const REASON = { least: 6, most: 200 } as const
/** Names that an account may look at in a day: enough for a morning of calls, too few to copy a list by hand. */
export const LOOKS_A_DAY = 20
/** Seconds that a page shows a name before it masks it again. */
export const SHOWN_SECONDS = 60

/** Why a name is not shown, for the dictionaries. */
export type LookRule = 'perDay' | 'optedOut' | 'heldOut' | 'deceased' | 'minor' | 'noName'
