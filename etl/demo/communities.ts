/** The twelve communities, each with a character of its own; a larger hospital has each of them several times. */
import { TEMPLATES } from './community-templates.ts'

export type Character = 'thriving' | 'ordinary' | 'graveyard' | 'young' | 'dismissed'

export interface Community {
  id: string
  name: string
  character: Character
  hospital: string
  department: string
  diseases: readonly string[]
  stage: string
  need: string
  tier: string
  /** Day of creation and, for the dismissed one, of dismissal. */
  opens: number
  dismissed: number | null
  /** Mean probability that a settled member is active on a day. */
  active: number
  /** Share of active days with a message, and with a check-in. */
  speak: number
  checkin: number
  /** Share of threads that the staff start. */
  staffLed: number
  /** Share of members still there after six months. */
  stay: number
  /** Pushes a week and the share of members who open one. */
  pushes: number
  opensRate: number
  nurse: string
  doctor: string
  bot: string
  /** How readily members are sent here, against the other groups of the disease. */
  weight: number
}

/** Codes of nurses' accounts, one a community. */
const NURSES = ['lin', 'chen', 'zhao', 'gu', 'tang', 'he', 'luo', 'peng', 'wei', 'shen', 'qiu', 'fang']

/** The communities of a hospital of the given size; about 250 members each, as a WeCom group holds no more than 500. */
export function planCommunities(start: number, end: number, patients: number): Community[] {
  const copies = Math.max(1, Math.round(patients / 12_000))
  const length = end - start + 1
  const place = (share: number) => (share < 0 ? Math.max(start, end + share) : start + Math.round(share * length))
  const communities: Community[] = []
  for (let copy = 1; copy <= copies; copy += 1) {
    for (const [index, { code, start: from, end: until, ...rest }] of TEMPLATES.entries()) {
      const serial = copies === 1 ? '' : `-${copy}`
      const nurse = `nurse_${NURSES[index] ?? 'an'}${serial}`
      communities.push({
        ...rest,
        id: `wr${code}${serial}`,
        name: copies === 1 ? rest.name : `${rest.name}${copy}群`,
        opens: place(from),
        dismissed: until === undefined ? null : place(until),
        nurse,
        doctor: `doctor_${code.toLowerCase()}${serial}`,
        bot: `wb_${code.toLowerCase()}${serial}`,
      })
    }
  }
  return communities
}
