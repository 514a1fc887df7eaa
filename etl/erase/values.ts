/** Every text value that the data folder holds, asked whether it names somebody. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { createClient } from '@libsql/client'
import type { DataLayout } from '../../lib/warehouse/layout.ts'
import { readManifest } from '../ledger/manifest.ts'
import { literal } from './text.ts'

export interface Terms {
  texts: readonly string[]
  /** Any of the texts as a whole word. */
  whole: RegExp
  wholeSql: string
  /** Pseudonyms. */
  persons: readonly string[]
}

export interface Finding {
  kind: 'segment' | 'table'
  place: string
  /** Rows that name the person. */
  rows: number
  /** Texts that only occur within longer ones of others. */
  parts: string[]
}

export async function readSegments(layout: DataLayout, terms: Terms): Promise<Finding[]> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '600MB' })
  const connection = await instance.connect()
  try {
    const findings: Finding[] = []
    for (const { name } of readManifest(layout).segments) {
      const source = `read_parquet(${literal(join(layout.segments, name))}, hive_partitioning = false)`
      const described = await connection.runAndReadAll(`describe select * from ${source}`)
      const texts = described.getRowObjects().filter((row) => row.column_type === 'VARCHAR')
      const columns = texts.map((row) => String(row.column_name))
      findings.push({ kind: 'segment', place: name, ...(await lookUp(connection, source, columns, terms)) })
    }
    return findings
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/** Every table of every snapshot that lies in the warehouse. */
export async function readSnapshots(layout: DataLayout, terms: Terms): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const file of readdirSync(layout.warehouse).filter((name) => name.endsWith('.duckdb'))) {
    const instance = await DuckDBInstance.create(join(layout.warehouse, file), { access_mode: 'READ_ONLY' })
    const connection = await instance.connect()
    try {
      const reader = await connection.runAndReadAll(`select schema_name, table_name,
          list(column_name) filter (where data_type = 'VARCHAR') as columns
        from duckdb_columns() where not internal and database_name = current_database() group by 1, 2 order by 1, 2`)
      for (const row of reader.getRowObjectsJson()) {
        const table = `"${row.schema_name}"."${row.table_name}"`
        const columns = (row.columns ?? []) as string[]
        findings.push({
          kind: 'table',
          place: `${file} ${table}`,
          ...(await lookUp(connection, table, columns, terms)),
        })
      }
    } finally {
      connection.closeSync()
      instance.closeSync()
    }
  }
  return findings
}

/** `contains` is cheap and says where the costly question is worth asking. */
async function lookUp(connection: DuckDBConnection, source: string, columns: readonly string[], terms: Terms) {
  const all = [...terms.texts, ...terms.persons]
  if (columns.length === 0 || all.length === 0) return { rows: 0, parts: [] }
  const isPerson = (column: string) => terms.persons.map((p) => `contains("${column}", ${literal(p)})`)
  const isAny = (column: string) => `(${all.map((text) => `contains("${column}", ${literal(text)})`).join(' or ')})`
  const isNamed = (column: string) =>
    `(${[`regexp_matches("${column}", ${literal(terms.wholeSql)})`, ...isPerson(column)].join(' or ')})`
  const part = (text: string) =>
    `count(*) filter (where ${columns.map((c) => `contains("${c}", ${literal(text)})`).join(' or ')})`
  const reader = await connection.runAndReadAll(
    `select count(*) filter (where ${columns.map(isNamed).join(' or ')}), ${all.map(part).join(', ')}
     from (select ${columns.map((c) => `"${c}"`).join(', ')} from ${source}
       where ${columns.map(isAny).join(' or ')})`,
  )
  const [rows, ...parts] = (reader.getRows()[0] ?? []).map(Number)
  return { rows: rows ?? 0, parts: (rows ?? 0) > 0 ? [] : all.filter((_, i) => (parts[i] ?? 0) > 0) }
}

/** The application's database; the people of the audit trail keep their pseudonyms. */
export async function readSqlite(layout: DataLayout, terms: Terms): Promise<Finding[]> {
  const file = join(layout.appState, 'app.sqlite')
  if (!existsSync(file)) return []
  const client = createClient({ url: `file:${file}` })
  try {
    const tables = await client.execute(
      "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'",
    )
    if (terms.texts.length === 0) return []
    const findings: Finding[] = []
    for (const { name } of tables.rows) {
      const table = String(name)
      const persons = table.startsWith('audit') ? [] : terms.persons
      const all = [...terms.texts, ...persons]
      const columns = await client.execute(`select name from pragma_table_info('${table}')`)
      const isAny = columns.rows.flatMap((column) => all.map(() => `instr(cast("${String(column.name)}" as text), ?)`))
      const args = columns.rows.flatMap(() => all)
      const { rows } = await client.execute({ sql: `select * from "${table}" where ${isAny.join(' or ')}`, args })
      const named = rows.filter((row) =>
        Object.values(row).some(
          (value) =>
            typeof value === 'string' && (terms.whole.test(value) || persons.some((person) => value.includes(person))),
        ),
      )
      findings.push({ kind: 'table', place: `app.sqlite ${table}`, rows: named.length, parts: [] })
    }
    return findings
  } finally {
    client.close()
  }
}
