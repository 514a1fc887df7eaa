/** What goes wrong in real exports, feed by feed: rows that come late, twice or wrong at first, and rows that cannot be read. */
import type { Feed } from '../sources/feed.ts'
import type { Row } from './feed-drop.ts'
import { dayOf } from './time.ts'

export interface Flaws {
  /** Share of rows that come late (six in ten of them), twice, or wrong at first. */
  rate: number
  /** The wrong first version of a row; null if this row has none. */
  spoil(row: Row): Row | null
}

/** A line of JSON that is none, or a row of texts. */
export type BadRow = string | Readonly<Record<string, string>>

const NONE: Flaws = { rate: 0, spoil: () => null }

/** The first version lacks a column that the second has. */
function without(column: string, rate: number): Flaws {
  return {
    rate,
    spoil: (row) => (row[column] === null || row[column] === undefined ? null : { ...row, [column]: null }),
  }
}

const FLAWS: Readonly<Record<string, Flaws>> = {
  'his/patients': without('payer', 0.004),
  'his/visits': {
    rate: 0.005,
    spoil: (row) => (row.status === 'attended' ? { ...row, status: 'registered', ended_at: null } : null),
  },
  'his/charges': {
    rate: 0.004,
    spoil: (row) => (Number(row.amount_cny) > 0 ? { ...row, category: '待核' } : null),
  },
  'his/appointments': { rate: 0.004, spoil: (row) => (row.status === 'booked' ? null : { ...row, status: 'booked' }) },
  'wecom/contacts': without('deleted_at', 0.004),
  'wecom/members': without('left_at', 0.01),
  'community/messages': without('length', 0.003),
  'community/activities': without('content_id', 0.003),
  'community/content_events': without('content_id', 0.003),
  'community/consults': without('replied_at', 0.005),
  'community/readings': without('unit', 0.005),
  'marketing/channel_daily': without('cost_cny', 0.01),
  'identity/links': without('linked_at', 0.005),
}

export function flawsOf(feed: Feed['id']): Flaws {
  return FLAWS[feed] ?? NONE
}

/** A weekend, seven weeks before the end, on which the nightly export of the community's events failed; nobody noticed. */
const LOST = { from: 49, until: 48 }

/** Whether a row never reached the inbox, though it happened. @param end last day of the hospital */
export function isLost(feed: Feed['id'], row: Row, end: number): boolean {
  const at = feed === 'community/messages' ? row.sent_at : feed === 'community/activities' ? row.at : null
  if (typeof at !== 'number') return false
  const before = end - dayOf(at)
  return before <= LOST.from && before >= LOST.until
}

const BAD: Readonly<Record<string, readonly BadRow[]>> = {
  'his/patients': [{ name: '无号' }, { patient_id: 'BAD-P1', birth_date: '1980-02-30' }],
  'his/visits': [
    { visit_id: 'BAD-V1', patient_id: '', visited_at: '2026-03-02 09:00:00' },
    { visit_id: 'BAD-V2', patient_id: 'BAD-P1', visited_at: '2026-02-30 09:00:00' },
    { visit_id: 'BAD-V3', patient_id: 'BAD-P1', visited_at: '1735689600' },
    { visit_id: 'BAD-V4', patient_id: 'BAD-P1', visited_at: '2026-03-02 09:00', ended_at: '2026-03-02 08:00' },
    '{"visit_id":"BAD-V5","patient_id":"BAD-P1","visited_at":',
  ],
  'his/charges': [
    { charge_id: 'BAD-C1', patient_id: 'BAD-P1', charged_at: '2026-03-02', amount_cny: '12.3.4' },
    { charge_id: 'BAD-C2', patient_id: 'BAD-P1', charged_at: '2026-03-02' },
    // A refund of a payment that was never made.
    { charge_id: 'BAD-C3', patient_id: 'BAD-P1', charged_at: '2026-03-02', amount_cny: '-88.00', category: '退费' },
  ],
  'wecom/contacts': [{ external_userid: 'badm1', staff_id: 'nurse_lin', added_at: '2026/13/01' }],
  'wecom/members': [
    { group_id: 'wrDM1', member_id: 'badm1', joined_at: '2026-03-02 10:00:00', left_at: '2026-03-01 10:00:00' },
    { group_id: 'wrDM1', member_id: 'badm2' },
  ],
  'community/messages': [
    'not json at all',
    '{"message_id":"BAD-M1","group_id":"wrDM1","sent_at":"2026-03-02T10:00:00+08:00"}',
  ],
  'community/activities': [{ event_id: 'BAD-E1', member_id: 'badm1', at: '2026-03-02 25:00:00', kind: 'click' }],
  'community/readings': [
    { reading_id: 'BAD-R1', member_id: 'badm1', metric: 'glucose', value: 'high', measured_at: '2026-03-02' },
    { reading_id: 'BAD-R2', metric: 'glucose', value: '5.5', measured_at: '2026-03-02' },
  ],
  'identity/links': [{ member_id: 'badm1' }],
  'marketing/channel_daily': [{ date: '', channel: 'gzh', cost_cny: '5' }],
}

/** Rows that must end in quarantine. */
export function badRowsOf(feed: Feed['id']): readonly BadRow[] {
  return BAD[feed] ?? []
}
