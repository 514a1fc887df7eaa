/**
 * The CDNOW sample (2,357 people who first bought in early 1997; Fader and Hardie): purchases of a day taken together.
 * It carries no licence to pass it on, so it is read where it stands beside the repository, and nowhere else.
 */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const FILE = fileURLToPath(new URL('../../../../shared/data/cdnow/CDNOW_sample.txt', import.meta.url))
/** 1997-09-30, the end of the calibration; the holdout is the 39 weeks after it. */
const CUT = dayNumber('19970930')
const HOLDOUT_WEEKS = 39

export const hasCdnow = existsSync(FILE)

/** Title of a test that needs it: says why it is left out elsewhere. */
export function cdnowTitle(title: string): string {
  return hasCdnow ? title : `${title} (left out: the CDNOW file is not beside this repository)`
}

export interface Buyer {
  /** Repeat purchases until the cut, weeks from the first to the last, and to the cut. */
  x: number
  tx: number
  T: number
  people: 1
  /** Mean amount of a repeat purchase, 0 without one. */
  mean: number
  /** Purchases in the holdout. */
  later: number
  /** Days of all purchases, in order. */
  days: number[]
}

export function cdnowBuyers(): Buyer[] {
  const people = new Map<string, Map<number, number>>()
  for (const line of readFileSync(FILE, 'utf8').trim().split('\n')) {
    const [, id = '', date = '', , amount = ''] = line.trim().split(/\s+/)
    const days = people.get(id) ?? new Map<number, number>()
    days.set(dayNumber(date), (days.get(dayNumber(date)) ?? 0) + Number(amount))
    people.set(id, days)
  }
  return [...people.values()].map(buyerOf)
}

function buyerOf(spent: Map<number, number>): Buyer {
  const days = [...spent.keys()].sort((a, b) => a - b)
  const known = days.filter((day) => day <= CUT)
  const [first = 0, last = 0] = [known[0], known.at(-1)]
  const x = known.length - 1
  const repeat = known.slice(1).reduce((sum, day) => sum + (spent.get(day) ?? 0), 0)
  return {
    ...{ x, tx: (last - first) / 7, T: (CUT - first) / 7, people: 1, days },
    mean: x > 0 ? repeat / x : 0,
    later: days.filter((day) => day > CUT && day <= CUT + HOLDOUT_WEEKS * 7).length,
  }
}

function dayNumber(yyyymmdd: string): number {
  const [, y, m, d] = /^(\d{4})(\d{2})(\d{2})$/.exec(yyyymmdd) ?? []
  return Date.UTC(Number(y), Number(m) - 1, Number(d)) / 86_400_000
}
