import type { DuckDBConnection } from '@duckdb/node-api'
import { CREATE_LINK_JOIN, CREATE_MOBILE_JOIN } from './joins.ts'
import { createEitherOf, createNodes, SAME_PERSON_EDGES } from './nodes.ts'
import { createPersonKeys } from './person-key.ts'
import { UnionFind } from './union-find.ts'

/**
 * Resolves every identifier of the staged feeds to a person. SQL finds the edges, a union-find joins them.
 * Leaves `stage.person_of(kind, id, person_id)`, `stage.either_of(id, person_id)`,
 * `stage.person_match(person_id, method)` and `stage.person_key(person_id, person_key)`.
 * Person ids run 1 … n in the order of the person's smallest `kind:id`.
 */
export async function resolvePeople(connection: DuckDBConnection, secret: Uint8Array): Promise<void> {
  await connection.run(createNodes())
  const sets = new UnionFind(await countNodes(connection))
  await join(connection, sets, SAME_PERSON_EDGES)
  await writeRoots(connection, sets)
  await connection.run(CREATE_LINK_JOIN)
  await connection.run(CREATE_MOBILE_JOIN)
  await join(connection, sets, 'select member, patient from stage.link_join union all from stage.mobile_join')
  await writeRoots(connection, sets)
  await connection.run(`create or replace table stage.person_of as
    with person as (select root, row_number() over (order by root)::integer as person_id from (select distinct root from stage.node_root))
    select r.kind, r.id, p.person_id from stage.node_root r join person p using (root) order by r.node`)
  await connection.run(createEitherOf())
  await writeMatches(connection)
  await createPersonKeys(connection, secret)
}

async function countNodes(connection: DuckDBConnection): Promise<number> {
  const reader = await connection.runAndReadAll('select count(*)::integer from stage.node')
  return Number(reader.getRows()[0]?.[0] ?? 0)
}

async function join(connection: DuckDBConnection, sets: UnionFind, edges: string): Promise<void> {
  const result = await connection.stream(edges)
  for (;;) {
    const chunk = await result.fetchChunk()
    if (!chunk || chunk.rowCount === 0) return
    for (const [a, b] of chunk.getRows()) sets.union(Number(a), Number(b))
  }
}

/** `stage.node_root`: each node with the smallest node of its set. Only the merged ones go back to the database. */
async function writeRoots(connection: DuckDBConnection, sets: UnionFind): Promise<void> {
  await connection.run('create or replace table stage.node_merge (node integer, root integer)')
  const appender = await connection.createAppender('node_merge', 'main', 'stage')
  const size = await countNodes(connection)
  for (let node = 0; node < size; node++) {
    const root = sets.find(node)
    if (root === node) continue
    appender.appendInteger(node)
    appender.appendInteger(root)
    appender.endRow()
  }
  appender.closeSync()
  await connection.run(`create or replace table stage.node_root as
    select n.node, n.kind, n.id, coalesce(m.root, n.node) as root
    from stage.node n left join stage.node_merge m using (node) order by n.node`)
}

/** How the two sides of a person were joined; a link outranks a mobile number. */
async function writeMatches(connection: DuckDBConnection): Promise<void> {
  await connection.run(`create or replace table stage.person_match as
    select o.person_id, min(j.method) as method
    from (
      select member, 'link' as method from stage.link_join
      union all select member, 'mobile' from stage.mobile_join
    ) j
    join stage.node n on n.node = j.member
    join stage.person_of o on o.kind = n.kind and o.id = n.id
    group by o.person_id`)
}
