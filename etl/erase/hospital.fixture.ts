/** For tests: a small hospital with one person who is going to leave under two patient ids and one member id. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Every id and name that must be gone. */
export const GONE = ['HIS-GONE-0007', 'HIS-GONE-0008', 'wmGoneAAAA07', 'unionGone0007', '赵无忌']

const LINES: Readonly<Record<string, readonly string[]>> = {
  'his/patients': [
    'patient_id,name,sex,id_no,phone',
    'HIS-GONE-0007,赵无忌,M,110101199003071234,13800000007',
    'HIS-GONE-0008,赵无忌,M,110101199003071234,',
    'HIS-STAY-0001,钱一,F,110101199003075678,13800000001',
    'HIS-STAY-0002,孙二,F,,13800000002',
  ],
  'his/visits': [
    'visit_id,patient_id,visited_at,disease',
    ...Array.from(
      { length: 30 },
      (_, i) => `V1-${i},HIS-STAY-000${1 + (i % 2)},2026-06-${10 + (i % 20)} 09:00,diabetes`,
    ),
    'V-G1,HIS-GONE-0007,2026-06-20 09:00,diabetes',
    'V-G2,HIS-GONE-0008,2026-06-25 09:00,diabetes',
    // First written down for somebody else: must not come back to that patient when the person goes.
    'V-G3,HIS-STAY-0001,2026-06-26 09:00,diabetes',
    'V-G3,HIS-GONE-0007,2026-06-26 09:00,diabetes',
  ],
  'his/charges': [
    'charge_id,patient_id,visit_id,charged_at,amount_cny',
    'C1,HIS-STAY-0001,V1-0,2026-06-10 10:00,100',
    'C2,HIS-GONE-0007,V-G1,2026-06-20 10:00,200',
    'C3,HIS-GONE-0007,V-G1,2026-06-21 10:00,-50',
  ],
  'wecom/groups': ['group_id,name,disease', 'G,糖友,diabetes'],
  'wecom/contacts': [
    'external_userid,staff_id,added_at,unionid,mobile,name',
    'wmGoneAAAA07,nurse,2026-01-05 09:00,unionGone0007,13800000007,无忌',
    'wmStayAAAA01,nurse,2026-01-05 09:00,unionStay0001,,一',
  ],
  'wecom/members': [
    'group_id,member_id,joined_at,invitor_id',
    'G,wmGoneAAAA07,2026-01-06 09:00,',
    'G,wmStayAAAA01,2026-01-06 09:00,wmGoneAAAA07',
    'G,wmStayAAAA02,2026-01-07 09:00,',
  ],
  'identity/links': ['member_id,patient_id', 'wmGoneAAAA07,HIS-GONE-0007', 'wmStayAAAA01,HIS-STAY-0001'],
  'community/messages': [
    'message_id,group_id,member_id,sent_at',
    ...Array.from({ length: 60 }, (_, i) => `T${i},G,wmStayAAAA0${1 + (i % 2)},2026-06-${10 + (i % 20)} 10:00`),
    'TG,G,wmGoneAAAA07,2026-06-28 10:00',
  ],
  'community/contents': ['content_id,title,author_id', 'K1,控糖日记,wmGoneAAAA07'],
  'community/referrals': [
    'event_id,inviter_id,invitee_id,kind,at',
    'R1,wmGoneAAAA07,wmStayAAAA02,joined,2026-01-07 09:00',
    'R2,wmStayAAAA01,wmStayAAAA02,invited,2026-01-07 09:00',
  ],
  'community/consents': [
    'member_id,purpose,granted_at,withdrawn_at',
    'wmGoneAAAA07,care,2026-01-06 09:00,2026-06-01 09:00',
    'HIS-GONE-0008,marketing,2026-01-06 09:00,',
    'wmStayAAAA01,care,2026-01-06 09:00,',
  ],
  'community/readings': [
    'reading_id,member_id,patient_id,metric,value,measured_at',
    'D1,,HIS-GONE-0008,glucose,7.1,2026-06-20 08:00',
    'D2,wmStayAAAA01,,glucose,6.1,2026-06-20 08:00',
    // Cannot be read: its text goes to quarantine.
    ...Array.from({ length: 98 }, (_, i) => `D3-${i},wmStayAAAA02,,glucose,6.${i},2026-06-21 08:00`),
    'D4,wmGoneAAAA07,,glucose,6.2,soon',
  ],
}

/** Writes the drop files; `without` leaves out what the person did, as if they had never come. */
export function writeHospital(inbox: string, { without = false } = {}): void {
  for (const [feed, lines] of Object.entries(LINES)) {
    const kept = without ? lines.filter((line) => !isGone(line)).map(forgotten) : lines
    put(inbox, `${feed}.csv`, kept)
  }
}

/** A new export of the whole, and three newcomers: the person under new ids, and a relative with the same number. */
export function writeNextExport(inbox: string): void {
  for (const [feed, lines] of Object.entries(LINES)) {
    // As things stand: what was corrected is not told again.
    put(inbox, `${feed}-2.csv`, [...lines.filter((line) => !line.startsWith('V-G3,HIS-STAY')), ''])
  }
  put(inbox, 'his/patients-3.csv', [
    'patient_id,name,id_no,phone',
    'HIS-BACK-0001,赵无忌,110101199003071234,',
    'HIS-BACK-0002,赵无忌,,138 0000 0007',
    'HIS-KIN-00001,赵小妹,,13800000007',
  ])
  put(inbox, 'his/visits-3.csv', [
    'visit_id,patient_id,visited_at',
    'V-B1,HIS-BACK-0001,2026-06-27 09:00',
    'V-B2,HIS-BACK-0002,2026-06-27 09:00',
    'V-K1,HIS-KIN-00001,2026-06-27 09:00',
  ])
}

function put(inbox: string, name: string, lines: readonly string[]): void {
  mkdirSync(dirname(join(inbox, name)), { recursive: true })
  writeFileSync(join(inbox, name), `${lines.join('\n')}\n`)
}

function isGone(line: string): boolean {
  const mentions = [',wmGoneAAAA07', '控糖日记,wmGoneAAAA07']
  const isMention = line.startsWith('G,wmStay') || line.startsWith('K1')
  if (isMention) return false
  return line.startsWith('V-G3') || [...GONE, ...mentions].some((text) => line.includes(text))
}

function forgotten(line: string): string {
  return line.replace(',wmGoneAAAA07', ',')
}
