import type { DuckDBConnection } from '@duckdb/node-api'

/** The feed whose negative amounts must follow a payment. */
export const REFUND_FEED = 'his/charges'

/**
 * Adds to `refused` every refund in force that no payment in force precedes: no positive charge of its visit (if it
 * names none: of its patient) at or before it. What a refused row had replaced comes into force again, so the caller
 * judges versions anew and asks again until nothing is found.
 * @returns how many were found
 */
export async function findOrphanRefunds(connection: DuckDBConnection): Promise<number> {
  await connection.run(`create or replace temp table refund as
    select _file, _line, visit_id, patient_id, charged_at from ledger_rows
    anti join replaced using (_file, _line) anti join refused using (_file, _line)
    where amount_cny < 0`)
  await connection.run(`create or replace temp table first_payment as
    select visit_id, case when visit_id is null then patient_id end as patient_id, min(charged_at) as paid_at
    from (
      select p.visit_id, p.patient_id, p.charged_at
      from ledger_rows p semi join (select distinct visit_id from refund where visit_id is not null) v using (visit_id)
      anti join replaced using (_file, _line) anti join refused using (_file, _line)
      where p.amount_cny > 0
      union all
      select null, p.patient_id, p.charged_at
      from ledger_rows p semi join (select distinct patient_id from refund where visit_id is null) n using (patient_id)
      anti join replaced using (_file, _line) anti join refused using (_file, _line)
      where p.amount_cny > 0
    ) group by all`)
  await connection.run(`insert into refused
    select r._file, r._line from refund r left join first_payment p
      on p.visit_id is not distinct from r.visit_id
      and p.patient_id is not distinct from case when r.visit_id is null then r.patient_id end
    where p.paid_at is null or p.paid_at > r.charged_at`)
  const reader = await connection.runAndReadAll(
    `select count(*) as n from refund semi join refused using (_file, _line)`,
  )
  await connection.run('drop table refund')
  await connection.run('drop table first_payment')
  return Number(reader.getRowObjects()[0]?.n)
}
