import type { Figure, GroupFigure, MetricQuery, Part, PeriodFigure } from '../metric.ts'
import { addDays } from '../shared/days.ts'
import { INCOMPLETE } from '../shared/incomplete.ts'
import type { Period, PoolDayRow, PoolRow } from './query.ts'

const MONTH_DAYS = 30
const WEEK_DAYS = 7

/** What the feeds of this snapshot can say. */
export interface Coverage {
  activity: boolean
  messages: boolean
  /** Days of which the import brought nothing. */
  incomplete: ReadonlySet<string>
}

/** The pool on the as-of; a community without anybody yet has a pool of 0 and no rates. */
export function poolFigure(row: PoolRow | undefined, query: MetricQuery, period: Period, covered: Coverage): Figure {
  const missing = missingOf(covered, query.asOf)
  const notes = notesOf(covered, missing > 0)
  if (!row)
    return {
      state: 'ok',
      value: 0,
      notes,
      parts: { ...period, new: 0, left: 0, ...NO_ACTIVITY },
    }
  const isOld = addDays(row.first_day, MONTH_DAYS - 1) <= query.asOf
  const exposed = row.before + row.joined
  const complete = MONTH_DAYS - missing
  const parts: Record<string, Part> = {
    ...period,
    new: row.joined,
    left: row.departed,
    ...(covered.activity ? trailing(query.asOf, row, openedOn(row.first_day), covered) : NO_TRAILING),
    stickiness: covered.activity && isOld && row.mau > 0 && complete > 0 ? row.active_days / complete / row.mau : null,
    leaveRate: exposed > 0 ? row.departed / exposed : null,
    speakRate: covered.messages ? share(row.speaking, row.members) : null,
    silentShare: covered.activity ? share(row.members - row.engaged, row.members) : null,
  }
  return { state: 'ok', value: row.members, notes, parts }
}

export function poolGroups(
  rows: readonly PoolRow[],
  query: MetricQuery,
  period: Period,
  covered: Coverage,
): GroupFigure[] {
  return rows.map((row) => ({ key: row.key, label: row.key, ...poolFigure(row, query, period, covered) }))
}

/** One point a day; `firstDay` is the first join day in scope, null before anybody joined. */
export function poolSeries(days: readonly PoolDayRow[], firstDay: string | null, covered: Coverage): PeriodFigure[] {
  const opened = covered.activity && firstDay !== null ? openedOn(firstDay) : null
  const incomplete = new Set([...covered.incomplete].flatMap((day) => trailedBy(day)))
  return days.map((row) => ({
    period: row.day,
    state: 'ok',
    value: row.members,
    notes: notesOf(covered, incomplete.has(row.day)),
    parts: {
      new: row.joined,
      left: row.departed,
      ...(opened ? trailing(row.day, row, opened, covered) : NO_TRAILING),
    },
  }))
}

/** The flows of the days by calendar month, as a part of the figure. */
export function monthlyFlows(days: readonly PoolDayRow[]): Part {
  const months = new Map<string, { new: number; left: number }>()
  for (const { day, joined, departed } of days) {
    const sum = months.get(day.slice(0, 7)) ?? { new: 0, left: 0 }
    months.set(day.slice(0, 7), { new: sum.new + joined, left: sum.left + departed })
  }
  return [...months].map(([month, flows]) => ({ month, ...flows }))
}

const NO_TRAILING = { dau: null, wau: null, mau: null }
const NO_ACTIVITY = { ...NO_TRAILING, stickiness: null, leaveRate: null, speakRate: null, silentShare: null }

/** First day on which a window of 1, 7 and 30 days lies within the days since the first join day. */
function openedOn(firstDay: string) {
  return { dau: firstDay, wau: addDays(firstDay, WEEK_DAYS - 1), mau: addDays(firstDay, MONTH_DAYS - 1) }
}

/**
 * People active in the trailing 1, 7 and 30 days; null where the window starts before the first join day, and `dau` on a
 * day of which nothing was imported.
 */
function trailing(
  day: string,
  counts: { dau: number; wau: number; mau: number },
  opened: ReturnType<typeof openedOn>,
  { incomplete }: Coverage,
) {
  return {
    dau: opened.dau <= day && !incomplete.has(day) ? counts.dau : null,
    wau: opened.wau <= day ? counts.wau : null,
    mau: opened.mau <= day ? counts.mau : null,
  }
}

function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null
}

/** Incomplete days among the 30 up to a day. */
function missingOf({ incomplete }: Coverage, day: string): number {
  const first = addDays(day, 1 - MONTH_DAYS)
  return [...incomplete].filter((d) => d >= first && d <= day).length
}

/** The days whose last 30 hold a day. */
function trailedBy(day: string): string[] {
  return Array.from({ length: MONTH_DAYS }, (_, i) => addDays(day, i))
}

function notesOf(covered: Coverage, isIncomplete: boolean): string[] {
  if (!covered.activity) return ['no-activity-source']
  const notes = covered.messages ? [] : ['no-message-source']
  return isIncomplete ? [...notes, INCOMPLETE] : notes
}
