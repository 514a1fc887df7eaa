/** An in-memory DuckDB with every mart created and empty: what the tests of rooms write their people into. */
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { SQL } from 'drizzle-orm'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import { createTable } from './ddl.ts'
import { decode } from './decode.ts'
import { duckdbDialect } from './dialect.ts'
import type { Engine, Row } from './engine.ts'
import { feedStatus, MARTS } from './schema.ts'
import { render } from './statement.ts'

type Value = string | number | boolean | null | undefined
type RowOf<T extends PgTable> = Partial<T['$inferInsert']>

export interface TestMarts {
  engine: Engine
  /**
   * Appends rows, named as in schema.ts (`personId`, `startAt`). Left-out columns are null, or for `not null` ones
   * `unknown`, 0 and false; days follow from their instants (`startDay` from `startAt`, `lastDay` from `endAt`),
   * and in lift_trial L, maturity, quarter and half-year from V.
   * @throws when a `not null` day or instant cannot be derived
   */
  insert<T extends PgTable>(table: T, rows: readonly RowOf<T>[]): Promise<void>
  /** Marks feeds as loaded, all of them by default, so that `answerMetric` answers. */
  cover(feeds?: readonly string[]): Promise<void>
  close(): void
}

/** Opens the database; close it in `afterEach` or `afterAll`. */
export async function openTestMarts(): Promise<TestMarts> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  for (const table of MARTS) await connection.run(createTable(table))

  const insert = async <T extends PgTable>(table: T, rows: readonly RowOf<T>[]): Promise<void> => {
    for (let i = 0; i < rows.length; i += CHUNK) {
      await connection.run(insertText(table, rows.slice(i, i + CHUNK) as readonly Record<string, Value>[]))
    }
  }
  return {
    engine: engineOver(connection),
    insert,
    cover: (feeds = READ_FEEDS) =>
      insert(
        feedStatus,
        feeds.map((feed) => ({ feed, isCovered: true, rows: 1 })),
      ),
    close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

const CHUNK = 1000

/** Feeds that rooms read. */
const READ_FEEDS: readonly string[] = [
  ...['patients', 'visits', 'charges', 'appointments'].map((f) => `his/${f}`),
  ...['contacts', 'groups', 'members', 'group_daily'].map((f) => `wecom/${f}`),
  ...['messages', 'activities', 'consults', 'contents', 'pushes', 'content_events'].map((f) => `community/${f}`),
  ...[
    'referrals',
    'campaigns',
    'participations',
    'coupons',
    'lives',
    'surveys',
    'tiers',
    'readings',
    'points',
    'consents',
    'outreach',
  ].map((f) => `community/${f}`),
  ...['channels', 'channel_daily', 'costs', 'benefits'].map((f) => `marketing/${f}`),
]

function engineOver(connection: DuckDBConnection): Engine {
  return {
    dialect: duckdbDialect,
    async query<T extends Row = Row>(statement: SQL): Promise<T[]> {
      const { text, parameters } = render(statement)
      const reader = await connection.runAndReadAll(text, parameters)
      const names = reader.columnNames()
      return reader.getRows().map((cells) => Object.fromEntries(names.map((n, i) => [n, decode(cells[i])])) as T)
    },
  }
}

function insertText(table: PgTable, rows: readonly Record<string, Value>[]): string {
  const { name, columns } = getTableConfig(table)
  const lines = rows.map((given) => {
    const row = withDerived(name, given)
    const values = columns.map((c) => literal(row[propertyOf(c.name)] ?? fallback(name, c)))
    return `(${values.join(', ')})`
  })
  return `insert into "${name}" values ${lines.join(',\n')}`
}

function propertyOf(column: string): string {
  return column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

function literal(value: Value): string {
  if (value === null || value === undefined) return 'null'
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)
}

function fallback(table: string, column: { name: string; notNull: boolean; getSQLType(): string }): Value {
  if (!column.notNull) return null
  const type = column.getSQLType()
  if (type === 'text') return 'unknown'
  if (type === 'boolean') return false
  if (type === 'date' || type.startsWith('timestamp')) throw new Error(`${table}.${column.name} must be given`)
  return 0
}

/** `startAt` gives `startDay`, `at` gives `day`, `firstJoinAt` gives its day and month. */
function withDerived(table: string, given: Record<string, Value>): Record<string, Value> {
  const row = { ...given }
  for (const [key, value] of Object.entries(given)) {
    if (typeof value !== 'string' || !/(^at|At)$/.test(key)) continue
    row[key === 'at' ? 'day' : `${key.slice(0, -2)}Day`] ??= value.slice(0, 10)
  }
  if (table === 'person') {
    row.personKey ??= `P${String(row.personId).padStart(10, '0')}`
    if (typeof row.firstJoinAt === 'string') row.firstJoinMonth ??= row.firstJoinAt.slice(0, 7)
  }
  if (table === 'calendar') Object.assign(row, { ...calendarOf(String(row.day)), ...given })
  if (table === 'spell' || table === 'stay') Object.assign(row, { ...endOfStay(row.endAt), ...given })
  if (table === 'lift_trial') Object.assign(row, { ...trialDays(String(row.vDay)), ...given })
  return row
}

function calendarOf(day: string): Record<string, Value> {
  const weekday = ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1
  return { month: day.slice(0, 7), week: addDays(day, 1 - weekday), weekday }
}

function endOfStay(endAt: Value): Record<string, Value> {
  if (typeof endAt !== 'string') return {}
  const atMidnight = endAt.length === 10 || / 00:00:00(\.0+)?$/.test(endAt)
  return { lastDay: addDays(endAt.slice(0, 10), atMidnight ? -1 : 0), endedBy: 'leave' }
}

function trialDays(vDay: string): Record<string, Value> {
  const lDay = addDays(vDay, 30)
  const month = Number(vDay.slice(5, 7))
  return {
    lDay,
    maturesOn: addDays(addYear(lDay), -1),
    quarter: `${vDay.slice(0, 4)}-Q${Math.ceil(month / 3)}`,
    halfYear: `${vDay.slice(0, 4)}-H${month <= 6 ? 1 : 2}`,
  }
}

/** Twelve months on, 29 February clamped. */
function addYear(day: string): string {
  const next = `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`
  return next.endsWith('02-29') ? next.replace('02-29', '02-28') : next
}

function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}
