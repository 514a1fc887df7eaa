/**
 * Which merged member is which merged patient. Both tables hold (member, patient) as roots of `stage.node_root`.
 * A member with a family row under any of its ids is nobody's patient record.
 */
const FAMILY = `select r.root from stage.wecom_members m join stage.node_root r on r.kind = 'member' and r.id = m.member_id
  where m.role = 'family'`

/** `stage.link_join`: links in force; a member linked to more than one patient is linked to none. */
export const CREATE_LINK_JOIN = `create or replace table stage.link_join as
  with pair as (
    select distinct m.root as member, p.root as patient
    from stage.identity_links l
    join stage.node_root m on m.kind = 'member' and m.id = l.member_id
    join stage.node_root p on p.kind = 'patient' and p.id = l.patient_id
    where m.root not in (${FAMILY})
  )
  select member, patient from pair qualify count(*) over (partition by member) = 1`

/**
 * `stage.mobile_join`: equal full mobile numbers (hashes of full ones start with `m:`) that belong to exactly one
 * merged patient and one merged member, neither of them linked; a member tied to two patients is tied to none.
 */
export const CREATE_MOBILE_JOIN = `create or replace table stage.mobile_join as
  with member_mobile as (
    select distinct r.root as member, c.mobile
    from stage.wecom_contacts c join stage.node_root r on r.kind = 'member' and r.id = c.external_userid
    where c.mobile like 'm:%' and r.root not in (${FAMILY})
  ), patient_mobile as (
    select distinct r.root as patient, p.phone as mobile
    from stage.his_patients p join stage.node_root r on r.kind = 'patient' and r.id = p.patient_id
    where p.phone like 'm:%'
  ), pair as (
    select distinct m.member, p.patient
    from (select * from member_mobile qualify count(*) over (partition by mobile) = 1) m
    join (select * from patient_mobile qualify count(*) over (partition by mobile) = 1) p using (mobile)
    where m.member not in (select member from stage.link_join) and p.patient not in (select patient from stage.link_join)
  )
  select member, patient from pair qualify count(*) over (partition by member) = 1`
