/** A risk list as Arrow IPC: a tenth of the size and the time of JSON for long lists. */
import { Dictionary, Int32, makeData, makeVector, Table, tableToIPC, Utf8, Vector, vectorFromArray } from 'apache-arrow'
import type { RiskRow } from './list.ts'

const WORDS = ['name', 'disease', 'group', 'channel', 'status', 'owner', 'contactedOn', 'snoozedUntil'] as const
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

/** Columns by name: words that repeat are dictionaries, `''` where there is none; numbers doubles, NaN where there is none. */
export function riskArrow(rows: readonly RiskRow[]): Uint8Array {
  const columns = [
    ['person', texts(rows.map((row) => row.person))] as const,
    ...WORDS.map((name) => [name, words(rows, (row) => row[name])] as const),
    ...DATE_WORDS.map((name) => [name, words(rows, (row) => row.dates[name])] as const),
    ...DATE_NUMBERS.map((name) => [name, numbers(rows, (row) => row.dates[name])] as const),
  ]
  return tableToIPC(new Table(Object.fromEntries(columns)), 'stream')
}

/** Texts that are all different, written in one piece. */
function texts(values: readonly string[]): Vector {
  const valueOffsets = new Int32Array(values.length + 1)
  for (const [i, value] of values.entries()) valueOffsets[i + 1] = (valueOffsets[i] ?? 0) + Buffer.byteLength(value)
  const data = new Uint8Array(Buffer.from(values.join('')))
  return new Vector([makeData({ type: new Utf8(), length: values.length, nullCount: 0, valueOffsets, data })])
}

function words(rows: readonly RiskRow[], read: (row: RiskRow) => unknown): Vector {
  const known = new Map<string, number>()
  const indices = Int32Array.from(rows, (row) => {
    const value = read(row)
    const word = typeof value === 'string' ? value : ''
    const index = known.get(word) ?? known.size
    known.set(word, index)
    return index
  })
  const dictionary = vectorFromArray([...known.keys()], new Utf8())
  const type = new Dictionary(new Utf8(), new Int32())
  return new Vector([makeData({ type, length: rows.length, nullCount: 0, data: indices, dictionary })])
}

function numbers(rows: readonly RiskRow[], read: (row: RiskRow) => unknown): Vector {
  return makeVector(
    Float64Array.from(rows, (row) => {
      const value = read(row)
      return typeof value === 'number' ? value : Number.NaN
    }),
  )
}
