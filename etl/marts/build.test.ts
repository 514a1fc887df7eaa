import { getTableName } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { columnsOf } from '../../lib/warehouse/ddl.ts'
import { MARTS } from '../../lib/warehouse/schema.ts'
import { rowsOf, type StageRows } from '../conform/stage-fixture.ts'
import { warehouseOf } from './warehouse-fixture.ts'

const ids = [1, 2, 3, 4, 5, 6]
const day = (n: number) => `2025-01-0${n} 10:00:00`

const ROWS: StageRows = {
  'his/patients': ids.map((n) => ({ patient_id: `P${n}`, name: `张${n}`, merged_into: n === 2 ? 'P1' : null })),
  'his/visits': ids.flatMap((n) =>
    [0, 1].map((year) => ({
      visit_id: `v${year}${n}`,
      patient_id: `P${n}`,
      visited_at: `202${3 + year}-03-01 10:00:00`,
    })),
  ),
  'his/charges': ids.map((n) => ({
    charge_id: `c${n}`,
    patient_id: `P${n}`,
    charged_at: day(n),
    amount_cny: n === 6 ? -5 : n,
  })),
  'wecom/contacts': ids.map((n) => ({
    external_userid: `w${n}`,
    staff_id: 'n',
    added_at: day(1),
    state: n % 2 ? 'a' : 'b',
  })),
  'wecom/members': ids.map((n) => ({
    group_id: `G${n % 2}`,
    member_id: `w${n}`,
    joined_at: day(1),
    left_at: n > 4 ? day(8) : null,
  })),
  'community/messages': ids.map((n) => ({
    message_id: `m${n}`,
    group_id: `G${n % 2}`,
    member_id: `w${n}`,
    sent_at: day(5),
  })),
  'community/tiers': ids.map((n) => ({ member_id: `w${n}`, tier: 'gold', from: day(1) })),
  'marketing/channels': [
    { channel: 'x', states: 'a|b' },
    { channel: 'y', states: 'b' },
  ],
  'identity/links': ids.map((n) => ({ member_id: `w${n}`, patient_id: `P${n}` })),
}

test('every mart but snapshot_info is there, with the columns of the schema', async () => {
  const { connection, failed } = await warehouseOf(ROWS)
  expect(failed).toEqual([])
  for (const mart of MARTS) {
    const name = getTableName(mart)
    const columns = await rowsOf(
      connection,
      `select column_name from duckdb_columns() where database_name = current_database() and table_name = '${name}' order by column_index`,
    )
    expect(
      columns.map((c) => c.column_name),
      name,
    ).toEqual(name === 'snapshot_info' ? [] : columnsOf(mart))
  }
})

test('the order of the staged rows changes no byte of a mart', async () => {
  const reversed = Object.fromEntries(Object.entries(ROWS).map(([feed, rows]) => [feed, [...(rows ?? [])].reverse()]))
  const [one, other] = [await warehouseOf(ROWS), await warehouseOf(reversed)]
  for (const mart of MARTS) {
    const name = getTableName(mart)
    if (name === 'snapshot_info' || name === 'row_account') continue
    const read = (warehouse: typeof one) => rowsOf(warehouse.connection, `from "${name}"`)
    expect(await read(other), name).toEqual(await read(one))
  }
})
