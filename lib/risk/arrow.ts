/** A risk list as Arrow IPC: a tenth of the size and the time of JSON for long lists. */
import { Dictionary, Float64, Int32, Table, tableToIPC, Utf8, vectorFromArray } from 'apache-arrow'
import type { RiskRow } from './list.ts'

const TEXTS = ['person', 'name'] as const
const WORDS = ['disease', 'group', 'channel', 'status', 'owner', 'contactedOn', 'snoozedUntil'] as const
const DATE_WORDS = [
  'rules',
  'valueBand',
  'lastVisit',
  'lastInteraction',
  'nextBooking',
  'plannedReturn',
  'lastReading',
  'leftAt',
] as const
const DATE_NUMBERS = ['overdueDays', 'sinceVisit', 'medianGap', 'readings', 'glucoseCv', 'glucoseExtremes'] as const

/** Columns by name; values that repeat are dictionaries, numbers doubles, missing ones null. */
export function riskArrow(rows: readonly RiskRow[]): Uint8Array {
  const words = (values: (string | null)[]) => vectorFromArray(values, new Dictionary(new Utf8(), new Int32()))
  const wordOf = (value: unknown) => (typeof value === 'string' ? value : null)
  const numberOf = (value: unknown) => (typeof value === 'number' ? value : null)
  const columns = [
    ...TEXTS.map(
      (name) =>
        [
          name,
          vectorFromArray(
            rows.map((row) => row[name]),
            new Utf8(),
          ),
        ] as const,
    ),
    ...WORDS.map((name) => [name, words(rows.map((row) => row[name]))] as const),
    ...DATE_WORDS.map((name) => [name, words(rows.map((row) => wordOf(row.dates[name])))] as const),
    ...DATE_NUMBERS.map(
      (name) =>
        [
          name,
          vectorFromArray(
            rows.map((row) => numberOf(row.dates[name])),
            new Float64(),
          ),
        ] as const,
    ),
  ]
  return tableToIPC(new Table(Object.fromEntries(columns)), 'stream')
}
