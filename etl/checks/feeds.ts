import { personColumnsOf } from '../identity/person-columns.ts'
import { FEEDS } from '../sources/catalog.ts'
import { type Feed, tableOf } from '../sources/feed.ts'
import type { Check } from './run.ts'

/** Checks that hold for every feed, whatever it is about. */
export const FEED_CHECKS: readonly Check[] = FEEDS.flatMap((feed) => [
  keysUnique(feed),
  rowsReconcile(feed),
  ...resolved(feed),
])

/** Keys are compared by hash first: eight bytes a row instead of the key's text. */
function keysUnique(feed: Feed): Check {
  const keys = feed.key.map((k) => `"${k}"`).join(', ')
  const table = `stage.${tableOf(feed.id)}`
  return {
    name: `keys-unique:${feed.id}`,
    kind: 'invariant',
    sql: `with suspect as (select hash(${keys}) as h from ${table} group by all having count(*) > 1),
        repeated as (select count(*) as n from ${table} where hash(${keys}) in (select h from suspect) group by ${keys} having count(*) > 1)
      select coalesce(sum(n), 0)::bigint as rows, 'rows whose key (${feed.key.join(', ')}) another row has too' as detail from repeated`,
  }
}

/** Rows that the accounts call loaded, staged rows and canonical rows are one number. */
function rowsReconcile(feed: Feed): Check {
  return {
    name: `rows-reconcile:${feed.id}`,
    kind: 'invariant',
    sql: `with n as (
        select (select coalesce(sum(loaded), 0) from stage.row_account where feed = '${feed.id}')::bigint as loaded,
          (select count(*) from stage.${tableOf(feed.id)}) as staged, (select count(*) from canon.${tableOf(feed.id)}) as canonical
      )
      select (abs(loaded - staged) + abs(staged - canonical))::bigint as rows,
        loaded || ' loaded in the accounts, ' || staged || ' staged, ' || canonical || ' canonical' as detail from n`,
  }
}

/** Every identifier of a person leads to one. */
function resolved(feed: Feed): Check[] {
  return personColumnsOf(feed.id)
    .filter((c) => c.as !== undefined)
    .map((c) => ({
      name: `person-resolved:${feed.id}.${c.column}`,
      kind: 'invariant',
      sql: `select count(*) as rows, 'rows with a ${c.column} that leads to no person' as detail
        from canon.${tableOf(feed.id)} where "${c.column}" is not null and ${c.as} is null`,
    }))
}
