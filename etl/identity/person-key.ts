import { createHash } from 'node:crypto'
import { blobValue, type DuckDBConnection } from '@duckdb/node-api'

const BLOCK_BYTES = 64
/** Hex digits of a person key; the longer ones are for people whose shorter keys meet. */
const LENGTHS = [10, 20, 64] as const

/**
 * `stage.person_key(person_id, person_key)`: `P` and the first hex digits of HMAC-SHA-256 over the person's smallest
 * `kind:id`. The HMAC (RFC 2104) runs inside the database, so a million people need no trip through JavaScript.
 * @param secret the caller's key, any length
 */
export async function createPersonKeys(connection: DuckDBConnection, secret: Uint8Array): Promise<void> {
  const { inner, outer } = padsOf(secret)
  await connection.run(
    `create or replace table stage.person_key as
     with mac as (
       select person_id, sha256($2::blob || unhex(sha256($1::blob || encode(min(kind || ':' || id))))) as hex
       from stage.person_of group by person_id
     ), length as (
       select person_id, hex, case
         when count(*) over (partition by left(hex, ${LENGTHS[0]})) = 1 then ${LENGTHS[0]}
         when count(*) over (partition by left(hex, ${LENGTHS[1]})) = 1 then ${LENGTHS[1]}
         else ${LENGTHS[2]} end as digits
       from mac
     )
     select person_id, 'P' || left(hex, digits) as person_key from length order by person_id`,
    [blobValue(inner), blobValue(outer)],
  )
}

function padsOf(secret: Uint8Array): { inner: Uint8Array; outer: Uint8Array } {
  const key = new Uint8Array(BLOCK_BYTES)
  key.set(secret.length > BLOCK_BYTES ? createHash('sha256').update(secret).digest() : secret)
  return { inner: key.map((byte) => byte ^ 0x36), outer: key.map((byte) => byte ^ 0x5c) }
}
