import type { DuckDBConnection } from '@duckdb/node-api'
import { createTable } from '../../lib/warehouse/ddl.ts'
import { checkResult } from '../../lib/warehouse/schema.ts'
import { FEED_CHECKS } from './feeds.ts'
import { MART_CHECKS } from './marts.ts'
import { ORPHAN_CHECKS } from './orphans.ts'

/**
 * One check of the build. The statement gives one row: how many rows break it (or are concerned), and what to know.
 * An invariant that is broken by a row stops the publish; anything else informs.
 */
export interface Check {
  name: string
  kind: 'invariant' | 'information'
  /** `select <rows> as rows, <text> as detail`. */
  sql: string
}

export interface CheckRow {
  name: string
  isOk: boolean
  rows: number
  detail: string
}

/** Runs every check and writes `check_result`. @returns all outcomes, in order */
export async function runChecks(connection: DuckDBConnection): Promise<CheckRow[]> {
  await connection.run('drop table if exists check_result')
  await connection.run(createTable(checkResult))
  const outcomes: CheckRow[] = []
  for (const check of [...FEED_CHECKS, ...MART_CHECKS, ...ORPHAN_CHECKS]) {
    const outcome = await runCheck(connection, check)
    await connection.run('insert into check_result values ($1, $2, $3::integer, $4)', [
      outcome.name,
      outcome.isOk,
      outcome.rows,
      outcome.detail,
    ])
    outcomes.push(outcome)
  }
  return outcomes
}

async function runCheck(connection: DuckDBConnection, check: Check): Promise<CheckRow> {
  const reader = await connection.runAndReadAll(check.sql)
  const [rows, detail] = reader.getRows()[0] ?? []
  const count = Number(rows ?? 0)
  return {
    name: check.name,
    isOk: check.kind === 'information' || count === 0,
    rows: count,
    detail: typeof detail === 'string' ? detail : '',
  }
}
