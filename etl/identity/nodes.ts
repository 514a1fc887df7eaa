import { FEEDS } from '../sources/catalog.ts'
import { tableOf } from '../sources/feed.ts'
import { type PersonColumn, personColumnsOf } from './person-columns.ts'

function idsOf(kind: PersonColumn['kind']): string {
  const selects = FEEDS.flatMap((feed) =>
    personColumnsOf(feed.id)
      .filter((c) => c.kind === kind)
      .map((c) => `select distinct ${c.column} as id from stage.${tableOf(feed.id)} where ${c.column} is not null`),
  )
  return selects.join('\nunion\n')
}

/**
 * Every identifier of every feed, numbered from 0 in the order of its key `kind:id`:
 * `stage.node(node, kind, id)`. Ids of either-columns that no other column knows become members.
 */
export function createNodes(): string {
  return `create or replace table stage.node as
    with member_id as (${idsOf('member')}),
      patient_id as (${idsOf('patient')}),
      either_id as (${idsOf('either')}),
      every as (
        select 'member' as kind, id from member_id
        union all select 'patient', id from patient_id
        union all
        select 'member', id from either_id
        where id not in (select id from member_id) and id not in (select id from patient_id)
      )
    select (row_number() over (order by kind, id) - 1)::integer as node, kind, id from every order by node`
}

/** `stage.either_of(id, person_id)`: what an id means in a column that takes members and patients. */
export function createEitherOf(): string {
  return `create or replace table stage.either_of as
    with either_id as (${idsOf('either')})
    select e.id, coalesce(m.person_id, p.person_id) as person_id
    from either_id e
    left join stage.person_of m on m.kind = 'member' and m.id = e.id
    left join stage.person_of p on p.kind = 'patient' and p.id = e.id`
}

/**
 * Pairs of nodes of one kind that are one patient (merged_into, id_no) or one member (unionid). A masked identity
 * number (`x:`) says nothing about who it is.
 */
export const SAME_PERSON_EDGES = `
  select a.node as a, b.node as b
  from stage.his_patients p
  join stage.node a on a.kind = 'patient' and a.id = p.patient_id
  join stage.node b on b.kind = 'patient' and b.id = p.merged_into
  union all
  select node, min(node) over (partition by id_no)
  from stage.his_patients p join stage.node n on n.kind = 'patient' and n.id = p.patient_id
  where id_no not like 'x:%'
  qualify count(*) over (partition by id_no) > 1
  union all
  select node, min(node) over (partition by unionid)
  from (
    select distinct n.node, u.unionid
    from (
      select external_userid as id, unionid from stage.wecom_contacts where unionid is not null
      union all
      select member_id, unionid from stage.wecom_members where unionid is not null
    ) u join stage.node n on n.kind = 'member' and n.id = u.id
  )
  qualify count(*) over (partition by unionid) > 1`
