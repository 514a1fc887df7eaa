/** A risk list made as long as wanted: the rows of a real one again and again, each a person of its own. */
import { tableFromIPC } from 'apache-arrow'
import { riskArrow } from '../lib/risk/arrow.ts'
import type { RiskRow } from '../lib/risk/list.ts'

export function paddedList(bytes: Uint8Array, length: number): Uint8Array {
  const real = tableFromIPC(bytes)
    .toArray()
    .map((row) => rowOf(row.toJSON()))
  if (real.length === 0) throw new Error('the list is empty')
  const rows = Array.from({ length }, (_, i): RiskRow => {
    const row = real[i % real.length] as RiskRow
    return { ...row, person: `P${i.toString(16).padStart(10, '0')}` }
  })
  return riskArrow(rows)
}

function rowOf({
  person,
  name,
  disease,
  group,
  channel,
  status,
  owner,
  contactedOn,
  snoozedUntil,
  ...dates
}: Flat): RiskRow {
  return { person, name, disease, group, channel, status, owner, contactedOn, snoozedUntil, dates } as RiskRow
}

type Flat = Record<string, string | number | null>
