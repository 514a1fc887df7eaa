/** Bookings of a patient, and the visits that come of them or do not. */
import type { Booking, Course, Life } from './life.ts'
import { atHour, clinicHour, dayOf } from './time.ts'

/** Made on the way out, for the planned return. */ /** Booking made on the way out, for the planned return. */
export function bookAtDesk(course: Course, planned: number, comes: boolean): Booking {
  const { rng, life, world, last } = course
  const at = (course.main?.at ?? atHour(planned - 7, 10)) + rng.int(5, 40) * 60
  const booking: Booking = { at, slot: atHour(planned, clinicHour(rng)), status: 'booked', via: 'window' }
  if (planned <= last) booking.status = comes ? 'fulfilled' : rng.chance(0.5) ? 'no_show' : 'cancelled'
  if (planned <= world.end && booking.status === 'no_show' && rng.chance(0.7)) missed(life, booking.slot, 'no_show')
  life.bookings.push(booking)
  return booking
}

/** Booking from home, some days ahead. */
export function bookAhead(course: Course, planned: number): void {
  const { rng, life, world, last } = course
  const at = atHour(planned - rng.int(1, 12), rng.between(7.5, 21.5))
  if (dayOf(at) > last) return
  const isMember = life.join !== null && life.join.at < at
  const via = isMember && rng.chance(0.6) ? 'community' : rng.chance(0.65) ? 'app' : 'phone'
  if (rng.chance(0.05)) {
    const slot = atHour(planned - 1, clinicHour(rng))
    life.bookings.push({ at: at - 600, slot, status: 'cancelled', via })
    if (planned - 1 <= world.end) missed(life, slot, 'cancelled')
  }
  const status = planned <= last ? 'fulfilled' : 'booked'
  life.bookings.push({ at, slot: atHour(planned, clinicHour(rng)), status, via })
}

/** A visit that did not take place, as the system records it. */
function missed(life: Life, at: number, status: string): void {
  life.visits.push({ at, end: null, type: 'outpatient', status, isMain: false, plannedReturn: null })
}

/** A video consultation from home. */
export function onlineVisit(course: Course, latest: number): void {
  const { rng, life, last } = course
  const day = latest + rng.int(4, 30)
  if (day > last) return
  const at = atHour(day, rng.between(17, 21.5))
  life.visits.push({
    at,
    end: at + rng.int(6, 25) * 60,
    type: 'online',
    status: 'attended',
    isMain: false,
    plannedReturn: null,
  })
}
