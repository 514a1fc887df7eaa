import type { DuckDBConnection } from '@duckdb/node-api'
import type { Feed } from '../sources/feed.ts'

/**
 * Says of every row of `ledger_rows` that is not in `refused` whether it is in force. Writes `replaced` (_file, _line,
 * kind): `duplicate` rows, equal to the version in force when they came, and `superseded` ones, which other content
 * replaced later. A row's turn is the order of landing, then its line; a null is a key value like any other.
 *
 * Only keys that occur more than once are looked at row by row: in a large export they are few.
 */
export async function judgeVersions(connection: DuckDBConnection, feed: Feed): Promise<void> {
  const key = feed.key.map((name) => `"${name}"`)
  await connection.run(`create or replace temp table repeated_key as
    select hash(${key.join(', ')}) as h from ledger_rows group by h having count(*) > 1`)
  const content = feed.columns.map(
    ({ name }) => `coalesce(length("${name}"::varchar) || ':' || "${name}"::varchar, '-')`,
  )
  const keyColumns = key.map((name, i) => `${name} as k${i}`).join(', ')
  const keys = key.map((_, i) => `k${i}`).join(', ')
  // A row equal to the row before it equals the version in force: that is what the row before it was, or repeated.
  await connection.run(`create or replace temp table replaced as
    with candidate as (
      select _file, _line, ${keyColumns}, md5_number(concat(${content.join(', ')})) as content
      from ledger_rows semi join repeated_key on hash(${key.join(', ')}) = repeated_key.h
      anti join refused using (_file, _line)
    ), compared as (
      select _file, _line, ${keys},
        content is not distinct from lag(content) over turn as is_same, row_number() over turn as turn
      from candidate window turn as (partition by ${keys} order by _file, _line)
    ), judged as (
      select _file, _line, is_same, turn = max(turn) filter (where not is_same) over (partition by ${keys}) as is_last
      from compared
    )
    select _file, _line, case when is_same then 'duplicate' else 'superseded' end as kind
    from judged where is_same or not is_last`)
  await connection.run('drop table repeated_key')
}
