/**
 * One patient's course: who they are, when they come, what they book, whether they join a community, and what that changes.
 *
 * The truth built in: whoever would stay away after an episode comes back after all with probability `EFFECT` if they have
 * joined. Joiners are selected by what a hospital can see (bookings, chronic disease, earlier visits) far more than by
 * what it cannot, so that the naive comparison misleads and the matched one does not.
 */
import { bookAhead, bookAtDesk, onlineVisit } from './bookings.ts'
import { leadOrigin, type Origin } from './channels.ts'
import type { Community } from './communities.ts'
import { DISEASES, type Disease, DOCTORS, EAST_SITE, MAIN_SITE, PAYERS } from './hospital.ts'
import { tryJoin, tryJoinAtHome } from './joining.ts'
import { logistic, Rng } from './rng.ts'
import { atHour, clinicDay, clinicHour, DAY_SECONDS, dayOf } from './time.ts'
import { arrivalDay, type World } from './world.ts'

/** Probability that joining turns a stay-away into a return. */
export const EFFECT = 0.17

export interface Visit {
  at: number
  end: number | null
  type: string
  status: string
  /** First visit of an episode: the one with drugs and a planned return. */
  isMain: boolean
  plannedReturn: number | null
}

export interface Booking {
  at: number
  slot: number
  status: string
  via: string
}

export interface Join {
  community: Community
  at: number
  origin: Origin
}

export interface Outreach {
  day: number
  arm: 'contacted' | 'holdout'
}

export interface Life {
  index: number
  disease: Disease
  site: string
  sex: 'M' | 'F'
  birthDay: number
  payer: string
  doctor: string
  isRegular: boolean
  loyalty: number
  /** Known to the hospital before the data begin. */
  isOld: boolean
  deceased: number | null
  lead: Origin
  visits: Visit[]
  bookings: Booking[]
  join: Join | null
  outreach: Outreach[]
}

/** State of the walk through one life. */
export interface Course {
  world: World
  rng: Rng
  life: Life
  /** Last day on which anything can happen: the end of the window or of the life. */
  last: number
  isBooked: boolean
  /** First visit of the present episode: where the next one is booked. */
  main: Visit | null
}

/** The whole course of patient number `index`. */
export function liveLife(world: World, index: number): Life {
  const rng = Rng.of(world.seed, 'patient', index)
  const life = newLife(world, rng, index)
  const first = life.isOld ? clinicDay(rng, world.start + rng.int(0, 70)) : arrivalDay(world, rng)
  life.deceased = deathDay(world, rng, life, first)
  const course: Course = {
    world,
    rng,
    life,
    last: Math.min(world.end, life.deceased ?? world.end),
    isBooked: false,
    main: null,
  }
  let day: number | null = first
  while (day !== null && day <= course.last) day = nextEpisode(course, episode(course, day))
  return life
}

function newLife(world: World, rng: Rng, index: number): Life {
  const disease = rng.weighted(DISEASES, (item) => item.share)
  const [mean, deviation, low, high] = disease.age
  const age = Math.min(high, Math.max(low, mean + deviation * rng.normal()))
  const sex = rng.chance(disease.femaleShare) ? 'F' : 'M'
  const lead = leadOrigin(rng)
  const loyalty = rng.normal() + (lead.channel?.loyalty ?? 0)
  return {
    index,
    disease,
    site: rng.chance(0.64) ? MAIN_SITE : EAST_SITE,
    sex,
    birthDay: world.start - Math.round(age * 365.25) - rng.int(0, 364),
    payer: rng.weighted(PAYERS, (item) => item[1])[0],
    doctor: rng.pick(DOCTORS[disease.department] ?? ['安医生']),
    isRegular: rng.chance(logistic(-0.25 + 0.6 * loyalty + 0.5 * disease.keep)),
    loyalty,
    isOld: rng.chance(0.34),
    deceased: null,
    lead,
    visits: [],
    bookings: [],
    join: null,
    outreach: [],
  }
}

function deathDay(world: World, rng: Rng, life: Life, first: number): number | null {
  const age = (first - life.birthDay) / 365.25
  const yearly = age > 78 ? 0.035 : age > 62 ? 0.01 : 0.0008
  const day = first + 10 + Math.round(rng.wait(365.25 / yearly))
  return day <= world.end ? day : null
}

/** An episode of care from its first day on; gives the last day of it. */
function episode(course: Course, day: number): number {
  const { rng, life } = course
  const { disease } = life
  const isFirst = life.visits.length === 0
  const main = visit(course, day, true)
  course.main = main
  course.isBooked = rng.chance(logistic(disease.book + (life.isRegular ? 0.7 : -1.6) + 0.3 * life.loyalty))
  if (course.isBooked || rng.chance(disease.cycle < 120 ? 0.6 : 0.3)) main.plannedReturn = day + disease.cycle
  tryJoin(course, main)
  let latest = day
  const further = life.isRegular ? disease.follow * 3.2 : disease.follow * 0.1
  let gap = rng.int(2, 6)
  while (rng.chance(further / (1 + further)) && latest + gap <= course.last) {
    latest = clinicDay(rng, latest + gap)
    if (latest > course.last || latest - day > 24) break
    tryJoin(course, visit(course, latest, false))
    gap = rng.int(3, 8)
  }
  if (isFirst) latest = surgery(course, latest)
  return latest
}

function surgery(course: Course, after: number): number {
  const { rng, life, last } = course
  const plan = life.disease.surgery
  if (!plan || !rng.chance(plan.chance * (life.isRegular ? 1.4 : 0.4))) return after
  const day = clinicDay(rng, after + Math.round(plan.afterDays * rng.between(0.8, 1.4)))
  if (day + plan.nights > last) return after
  const at = atHour(day, rng.between(8, 11))
  const end = at + Math.round((plan.nights + rng.between(0, 0.3)) * DAY_SECONDS)
  const stay: Visit = { at, end, type: 'inpatient', status: 'attended', isMain: true, plannedReturn: null }
  stay.plannedReturn = day + plan.nights + 30
  life.visits.push(stay)
  tryJoin(course, stay)
  return dayOf(end)
}

function visit(course: Course, day: number, isMain: boolean): Visit {
  const { rng, life } = course
  const at = atHour(day, clinicHour(rng))
  const luck = rng.next()
  const type = luck < 0.93 ? 'outpatient' : luck < 0.965 ? 'checkup' : luck < 0.985 ? 'emergency' : 'other'
  const end = rng.chance(0.8) ? at + rng.int(8, 95) * 60 : null
  const made: Visit = { at, end, type, status: 'attended', isMain, plannedReturn: null }
  life.visits.push(made)
  return made
}

/** Day of the next episode, null when there is none; books, cancels and misses on the way. */
function nextEpisode(course: Course, latest: number): number | null {
  const { rng, life } = course
  const { disease } = life
  const planned = clinicDay(rng, latest + Math.max(8, disease.cycle * Math.exp(0.24 * rng.normal())))
  const wish = disease.keep + (life.isRegular ? -0.7 : -3) + 0.45 * life.loyalty + (course.isBooked ? 0.5 : -0.15)
  const comes = rng.chance(logistic(wish))
  const isRescued = !comes && life.join !== null && dayOf(life.join.at) <= planned && rng.chance(EFFECT)
  const booked = course.isBooked ? bookAtDesk(course, planned, comes) : null
  if (rng.chance(0.06)) onlineVisit(course, latest)
  if (comes && !booked && rng.chance(0.55)) bookAhead(course, planned)
  if (comes) return planned
  if (isRescued) return rescue(course, planned)
  return lapse(course, latest)
}

/** The community's doing: a reminder, a booking through it, a visit somewhat late. */
function rescue(course: Course, planned: number): number {
  const day = clinicDay(course.rng, planned + course.rng.int(5, 60))
  if (course.rng.chance(0.6)) bookAhead(course, day)
  return day
}

/** Nothing was planned any more: a call from the list, a join from home, or a much later problem may bring them back. */
function lapse(course: Course, latest: number): number | null {
  const { rng, life, world, last } = course
  tryJoinAtHome(course, latest)
  const called = latest + 62 + rng.int(0, 6)
  if (life.join && dayOf(life.join.at) < called && called >= world.outreachFrom && called <= last) {
    const arm = rng.chance(0.12) ? 'holdout' : 'contacted'
    life.outreach.push({ day: called, arm })
    if (rng.chance(arm === 'contacted' ? 0.17 : 0.09)) return clinicDay(rng, called + rng.int(3, 24))
  }
  if (!rng.chance(life.isRegular ? 0.13 : 0.03)) return null
  return clinicDay(rng, latest + rng.int(150, 520))
}
