import type { ColumnType } from '../sources/feed.ts'

/** Why a row is in quarantine. Codes are stable: dictionaries, reports and tests name them. */
export type Reason =
  | 'field-count'
  | 'quote-broken'
  | 'encoding-invalid'
  | 'nul-byte'
  | 'record-too-long'
  | 'header-unreadable'
  | 'gzip-truncated'
  | 'file-unreadable'
  | 'json-invalid'
  | 'value-nested'
  | 'required-missing'
  | 'time-unreadable'
  | 'day-unreadable'
  | 'month-unreadable'
  | 'number-unreadable'
  | 'boolean-unreadable'
  | 'id-unreadable'
  | 'order-broken'
  | 'member-or-patient-missing'
  | 'refund-without-payment'
  | 'filtered-by-mapping'
  | 'total-row'
  | 'erased'

/** Rows set aside on purpose: accounted for, but no sign of bad data, so they do not count toward the quarantine limit. */
export const SET_ASIDE: readonly Reason[] = ['filtered-by-mapping', 'total-row', 'erased']

/** The reason for a cell that cannot be read as its column's type. */
export const UNREADABLE_REASON: Readonly<Record<ColumnType, Reason>> = {
  text: 'value-nested',
  enum: 'value-nested',
  name: 'value-nested',
  id: 'id-unreadable',
  'secret-id': 'id-unreadable',
  'secret-phone': 'id-unreadable',
  instant: 'time-unreadable',
  day: 'day-unreadable',
  month: 'month-unreadable',
  number: 'number-unreadable',
  money: 'number-unreadable',
  boolean: 'boolean-unreadable',
}
