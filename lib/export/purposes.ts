/** What a list may leave the building for, and as what. Known to the server and to pages alike. */

export const PURPOSES = ['follow-up', 'reminder', 'quality', 'research', 'other'] as const
export type Purpose = (typeof PURPOSES)[number]

export const FORMATS = ['xlsx', 'csv', 'arrow'] as const
export type Format = (typeof FORMATS)[number]

/** Purposes for which people may be spoken to. An unlisted one is taken for one: nobody knows what it leads to. */
const CONTACT: ReadonlySet<string> = new Set<Purpose>(['follow-up', 'reminder', 'other'])

export function isContact(purpose: Purpose): boolean {
  return CONTACT.has(purpose)
}

/** Without names and pseudonyms: no row can be joined with another list. */
export function isDeidentified(purpose: Purpose): boolean {
  return purpose === 'research'
}

/** Why somebody on the list is not in the file. */
export const LEFT_OUT = ['optedOut', 'heldOut', 'deceased', 'minor', 'gone'] as const
export type LeftOut = (typeof LEFT_OUT)[number]

/** How many rows were left out, by reason. */
export type LeftOutCounts = Partial<Record<LeftOut, number>>
