/**
 * Writes a large hospital as drop files, to see that a load stays within its memory. A hospital group of 400,000
 * patients with 200,000 members in 400 full groups, who write for two years; the same size gives the same bytes.
 *
 *   tsx bench/big-inbox.ts OUT [--gigabytes 2.1]
 *
 * Most of it is messages, the feed that grows without end: one file a month, sorted by time, as an archive exports them.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Rng } from '../etl/demo/rng.ts'
import { TextFile } from '../etl/demo/text-file.ts'

const PATIENTS = 400_000
const MEMBERS = 200_000
const GROUPS = 400
const FIRST_MONTH = Date.UTC(2024, 0)
const MONTHS = 24
const DAY = 86_400_000
/** Bytes of a message row, and of everything that is no message. */
const MESSAGE_BYTES = 80.8
const OTHER_BYTES = 244e6
const HOUR_OF_DAY = Array.from({ length: 24 }, (_, hour) => hour)
/** Messages by hour of the day, from midnight on. */
const HOURS = [1, 0, 0, 0, 0, 1, 4, 9, 12, 12, 10, 8, 7, 6, 7, 8, 8, 8, 9, 12, 14, 12, 7, 3]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { gigabytes: { type: 'string', default: '2.1' } },
})
const [out] = positionals
if (!out) {
  console.error('say: tsx bench/big-inbox.ts OUT [--gigabytes 2.1]')
  process.exit(2)
}
async function write(name: string, header: string, rows: Iterable<string>): Promise<void> {
  const file = new TextFile(join(out as string, `${name}.csv`), false)
  file.push(`${header}\n`)
  for (const row of rows) {
    file.push(`${row}\n`)
    await file.settle()
  }
  await file.close()
}

async function writePatients(): Promise<void> {
  const rng = Rng.of(1, 'patients')
  const everybody = Array.from({ length: PATIENTS }, (_, i) => i)
  await write(
    'his/patients',
    'patient_id,name,sex,birth_date,phone,created_at',
    mapped(everybody, (i) => {
      const born = `${rng.int(1935, 2020)}-${two(rng.int(1, 12))}-${two(rng.int(1, 28))}`
      return `${patient(i)},测试,${rng.pick(['M', 'F'])},${born},${phone(i)},2023-06-01 08:00:00`
    }),
  )
  const visits = everybody.flatMap((i) => Array.from({ length: rng.int(1, 6) }, () => i))
  const instants = visits.map(() => instant(rng, rng.int(0, MONTHS - 1)))
  await write(
    'his/visits',
    'visit_id,patient_id,visited_at,visit_type,status,department,disease',
    mapped(visits, (i, n) => {
      const [department, disease] = rng.pick([
        ['内分泌科', 'diabetes'],
        ['心内科', 'hypertension'],
        ['妇产科', 'pregnancy'],
      ])
      return `V${n},${patient(i)},${wall(instants[n] ?? 0)},outpatient,attended,${department},${disease}`
    }),
  )
  await write(
    'his/charges',
    'charge_id,patient_id,visit_id,charged_at,amount_cny,category',
    mapped(
      visits,
      (i, n) => `C${n},${patient(i)},V${n},${wall((instants[n] ?? 0) + 600_000)},${rng.int(20, 900)},药费`,
    ),
  )
}

async function writeGroups(): Promise<void> {
  const rng = Rng.of(1, 'groups')
  const groups = Array.from({ length: GROUPS }, (_, i) => i)
  await write(
    'wecom/groups',
    'group_id,name,created_at,department,disease',
    mapped(groups, (i) => `${group(i)},患者群 ${i + 1},2024-01-01 08:00:00,内分泌科,diabetes`),
  )
  const members = Array.from({ length: MEMBERS }, (_, i) => i)
  await write(
    'wecom/contacts',
    'external_userid,staff_id,added_at,state,mobile',
    mapped(members, (i) => `${member(i)},staff-${i % 50},${joined(i)},qr-${i % 7},${phone(i * 2)}`),
  )
  await write(
    'wecom/members',
    'group_id,member_id,role,joined_at,left_at,state',
    mapped(members, (i) => {
      const left = rng.chance(0.3) ? wall(Date.parse(`${joined(i).replace(' ', 'T')}Z`) + rng.int(5, 400) * DAY) : ''
      return `${group(i % GROUPS)},${member(i)},patient,${joined(i)},${left},qr-${i % 7}`
    }),
  )
}

/** A few write much, most write little; one message in eight quotes an earlier one. */
async function writeMessages(month: number): Promise<void> {
  const rng = Rng.of(1, 'messages', month)
  const count = Math.round((Number(values.gigabytes) * 1e9 - OTHER_BYTES) / MESSAGE_BYTES / MONTHS)
  const times = Float64Array.from({ length: count }, () => instant(rng, month)).sort()
  const name = new Date(FIRST_MONTH)
  name.setUTCMonth(month)
  await write(
    `community/messages-${name.toISOString().slice(0, 7)}`,
    'message_id,group_id,member_id,sent_at,type,reply_to,length,revoked',
    mapped(times, (time, n) => {
      const writer = Math.floor(MEMBERS * rng.next() ** 2)
      const reply = n > 2000 && rng.chance(0.12) ? message(month, n - rng.int(1, 2000)) : ''
      return `${message(month, n)},${group(writer % GROUPS)},${member(writer)},${wall(time)},text,${reply},${rng.int(1, 120)},`
    }),
  )
}

function* mapped<T>(items: Iterable<T>, row: (item: T, index: number) => string): Generator<string> {
  let index = 0
  for (const item of items) yield row(item, index++)
}

function instant(rng: Rng, month: number): number {
  const start = Date.UTC(2024, month)
  const days = (Date.UTC(2024, month + 1) - start) / DAY
  const hour = rng.weighted(HOUR_OF_DAY, (h) => HOURS[h] ?? 0)
  return start + rng.int(0, days - 1) * DAY + hour * 3_600_000 + rng.int(0, 3_599) * 1000
}

/** Everybody joins in the first year, at an instant of their own. */
function joined(index: number): string {
  return wall(FIRST_MONTH + (((index * 7919) % MEMBERS) / MEMBERS) * 365 * DAY)
}

const patient = (index: number) => `P${String(index).padStart(8, '0')}`
const group = (index: number) => `wrGroup${String(index).padStart(6, '0')}`
const member = (index: number) => `wmMember${String(index).padStart(10, '0')}`
const message = (month: number, index: number) => `msg${two(month)}${String(index).padStart(10, '0')}`
/** No such number is given to anybody. */
const phone = (index: number) => `100${String(index).padStart(8, '0')}`
const two = (value: number) => String(value).padStart(2, '0')
const wall = (time: number) => new Date(time).toISOString().slice(0, 19).replace('T', ' ')

for (const system of ['his', 'wecom', 'community']) mkdirSync(join(out, system), { recursive: true })
await writePatients()
await writeGroups()
for (let month = 0; month < MONTHS; month += 1) await writeMessages(month)
