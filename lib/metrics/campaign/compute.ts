import type { Figure, GroupFigure } from '../metric.ts'
import { ratioFigure } from '../shared/figure.ts'
import { byKey } from '../shared/matured.ts'
import type { AttendanceRow, CouponRow, StreamRow } from './query.ts'

export interface ViewerRow {
  key: string
  people: number
}

export interface CampaignRows {
  attendance: readonly AttendanceRow[]
  coupons: readonly CouponRow[]
  viewers: readonly ViewerRow[]
}

/** Which of the other feeds exist: without them a count is unknown, not 0. */
export interface Covered {
  coupons: boolean
  lives: boolean
  bookings: boolean
}

/** Attendance of all rows together. */
export function campaignFigure({ attendance, coupons, viewers }: CampaignRows, covered: Covered): Figure {
  const total = (name: 'signed_up' | 'attended' | 'completed' | 'booked') =>
    attendance.reduce((sum, row) => sum + row[name], 0)
  const granted = coupons.reduce((sum, row) => sum + row.granted, 0)
  const redeemed = coupons.reduce((sum, row) => sum + row.redeemed, 0)
  const attended = total('attended')
  return ratioFigure({
    numerator: attended,
    denominator: total('signed_up'),
    parts: {
      completed: total('completed'),
      granted: covered.coupons ? granted : null,
      redeemed: covered.coupons ? redeemed : null,
      redemptionRate: granted > 0 ? redeemed / granted : null,
      liveViewers: covered.lives ? viewers.reduce((sum, row) => sum + row.people, 0) : null,
      booked: covered.bookings ? total('booked') : null,
      bookedRate: covered.bookings && attended > 0 ? total('booked') / attended : null,
    },
  })
}

/** One figure a key that anybody signed up for, or that coupons or streams reached. */
export function campaignGroups(rows: CampaignRows, covered: Covered): GroupFigure[] {
  const keys = [...new Set([...rows.attendance, ...rows.coupons, ...rows.viewers].map((row) => row.key))]
  return keys
    .map((key) => {
      const own = <T extends { key: string }>(all: readonly T[]) => all.filter((row) => row.key === key)
      const mine = { attendance: own(rows.attendance), coupons: own(rows.coupons), viewers: own(rows.viewers) }
      const figure = campaignFigure(mine, covered)
      const startsOn = mine.attendance[0]?.starts_on
      const parts = { ...figure.parts, ...(startsOn && { startsOn }) }
      return { key, label: mine.attendance[0]?.label ?? key, ...figure, parts }
    })
    .sort(byKey)
}

/** Live streams, the latest first: no attendance, but viewers (`numerator`) and how long half of them stayed. */
export function streamGroups(rows: readonly StreamRow[]): GroupFigure[] {
  return rows.map(({ live, title, day, viewers, seconds, commented }) => ({
    ...{ key: live, label: title ?? live, state: 'ok', value: null, numerator: viewers, notes: [] },
    parts: { persons: viewers, day, commented, medianMinutes: seconds === null ? null : seconds / 60 },
  }))
}
