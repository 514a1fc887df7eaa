/** Ways in which people find the hospital, and what each is worth. */
import type { Rng } from './rng.ts'

export interface Channel {
  id: string
  name: string
  type: string
  states: readonly string[]
  /** How its people differ: loyalty in standard deviations, activity and leaving as factors. */
  loyalty: number
  activity: number
  leaving: number
  /** Exposures a day, clicks per exposure, yuan per click; null exposures where nobody can count them. */
  exposures: number | null
  clickRate: number
  costPerClick: number
}

export const CHANNELS: readonly Channel[] = [
  channel('desk', '门诊扫码', 'offline', ['opd_desk', 'opd_room', 'ward_qr'], [0.1, 1.1, 0.85], null, 0, 0),
  channel('gzh', '公众号', 'owned', ['gzh_menu', 'gzh_article'], [0.1, 1, 1], 2_600, 0.022, 0.8),
  channel('friend', '老带新', 'referral', ['friend_card'], [0.4, 1.35, 0.65], null, 0, 0),
  channel('douyin', '抖音', 'paid', ['dy_live', 'dy_video', 'dy_local'], [-0.7, 0.55, 1.9], 16_000, 0.015, 2.4),
  channel('meituan', '美团', 'paid', ['mt_shop', 'mt_deal'], [-0.4, 0.7, 1.4], 5_200, 0.021, 3.1),
  channel('xhs', '小红书', 'paid', ['xhs_note'], [-0.1, 0.95, 1.15], 3_800, 0.019, 2.2),
]

function channel(
  id: string,
  name: string,
  type: string,
  states: readonly string[],
  [loyalty, activity, leaving]: readonly [number, number, number],
  exposures: number | null,
  clickRate: number,
  costPerClick: number,
): Channel {
  return { id, name, type, states, loyalty, activity, leaving, exposures, clickRate, costPerClick }
}

/** A state code from an old poster that nobody listed under any channel. */
export const UNLISTED_STATE = 'poster_2023'

export interface Origin {
  /** Null: no state at all, or one that no channel lists. */
  channel: Channel | null
  state: string | null
}

const ANONYMOUS: Origin = { channel: null, state: null }

function origin(rng: Rng, shares: Readonly<Record<string, number>>): Origin {
  const id = rng.weighted(Object.keys(shares), (key) => shares[key] ?? 0)
  if (id === 'unlisted') return { channel: null, state: UNLISTED_STATE }
  const found = CHANNELS.find((item) => item.id === id)
  return found ? { channel: found, state: rng.pick(found.states) } : ANONYMOUS
}

/** Where somebody joins who stands at the hospital's desk. */
export function deskOrigin(rng: Rng): Origin {
  return origin(rng, { desk: 0.68, gzh: 0.1, friend: 0.11, unlisted: 0.035, none: 0.075 })
}

/** Where somebody joins who is at home. */
export function onlineOrigin(rng: Rng): Origin {
  return origin(rng, { douyin: 0.36, gzh: 0.22, xhs: 0.16, friend: 0.12, meituan: 0.1, none: 0.04 })
}

/** What brings a new patient to the hospital before any visit; mostly nothing that leaves a trace. */
export function leadOrigin(rng: Rng): Origin {
  return origin(rng, { none: 0.74, douyin: 0.085, meituan: 0.055, gzh: 0.06, xhs: 0.04, friend: 0.02 })
}
