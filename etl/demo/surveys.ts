/** Questionnaires: satisfaction and NPS twice a year in the communities, and brand recall of those who joined long ago. */
import type { Drop, Pen } from './drop.ts'
import type { Row } from './feed-drop.ts'
import type { Member } from './members.ts'
import { patientId } from './records.ts'
import type { Traces } from './referrals.ts'
import { Rng } from './rng.ts'
import { addMonths, atHour, DAY_SECONDS, dayOf, isoDay } from './time.ts'

type Answer = readonly [string, number]

/** First mention, unaided, after two years: members, and patients who never joined. */
const RECALL: Readonly<Record<'member' | 'control', readonly Answer[]>> = {
  member: [
    ['community', 0.35],
    ['doctor', 0.31],
    ['ads', 0.14],
    ['other', 0.11],
    ['nothing', 0.08],
    ['听不清', 0.01],
  ],
  control: [
    ['community', 0.05],
    ['doctor', 0.4],
    ['ads', 0.24],
    ['other', 0.16],
    ['nothing', 0.15],
  ],
}

interface Questionnaire {
  drop: Drop
  rng: Rng
  survey: string
  wave: string
  panel: 'member' | 'control'
  response: string
  respondent: string
}

/** One round of asking. */
interface Wave {
  pen: Pen
  /** Its month. */
  name: string
  day: number
  /** The round that also asks for the brand. */
  isLatest: boolean
}

/** @param traces who of the patients never joined, and since when they are known */
export function recordSurveys(pen: Pen, members: readonly Member[], traces: Traces): void {
  const { start, end, patients } = pen.world
  for (let back = 0; end - 22 - back * 182 >= start + 120; back += 1) {
    const day = end - 22 - back * 182
    const wave: Wave = { pen, name: isoDay(day).slice(0, 7), day, isLatest: back === 0 }
    for (const member of members) askMember(wave, member)
    if (wave.isLatest) for (let index = 0; index < patients; index += 1) askControl(wave, traces, index)
  }
}

function askMember(wave: Wave, member: Member): void {
  const { drop, world } = wave.pen
  if (member.role === 'family' || dayOf(member.joinAt) > wave.day - 20) return
  const rng = Rng.of(world.seed, `survey:${wave.name}`, member.serial)
  const recalls = wave.isLatest && addMonths(dayOf(member.joinAt), 24) <= world.end
  if (!rng.chance(recalls ? 0.9 : 0.3)) return
  const sheet: Questionnaire = {
    drop,
    rng,
    survey: recalls ? '品牌与体验' : '会员体验',
    wave: wave.name,
    panel: 'member',
    response: `S${wave.name}${String(member.serial).padStart(7, '0')}`,
    respondent: member.id,
  }
  const invited = atHour(wave.day, 10)
  row(sheet, { question: 'invited', at: invited })
  if (!rng.chance(recalls ? 0.47 : 0.4)) return
  const at = invited + Math.round(rng.between(0.1, 12) * DAY_SECONDS)
  const mood = 7.6 + 0.5 * Math.log(member.zeal + 0.2) + (member.community.character === 'graveyard' ? -2.2 : 0)
  const score = Math.round(Math.min(10, Math.max(0, mood + 1.9 * rng.normal())))
  row(sheet, { question: 'nps', at, value_num: rng.chance(0.004) ? 11 : score })
  row(sheet, { question: 'satisfaction', at, value_num: Math.min(5, Math.max(1, Math.round(score / 2 + 0.4))) })
  if (recalls) recall(sheet, at)
}

/** Patients of the same age of acquaintance who never joined. */
function askControl(wave: Wave, traces: Traces, index: number): void {
  const { drop, world } = wave.pen
  const first = Math.abs(traces.firstVisit[index] ?? 0)
  if (first === 0 || (traces.joined[index] ?? 0) > 0 || addMonths(dayOf(first), 24) > world.end) return
  const rng = Rng.of(world.seed, 'control', index)
  if (!rng.chance(0.16)) return
  const sheet: Questionnaire = {
    drop,
    rng,
    survey: '品牌与体验',
    wave: wave.name,
    panel: 'control',
    response: `S${wave.name}C${String(index).padStart(6, '0')}`,
    respondent: patientId(index),
  }
  row(sheet, { question: 'invited', at: atHour(wave.day, 10) })
  if (!rng.chance(0.36)) return
  const at = atHour(wave.day + rng.int(0, 11), rng.between(9, 21))
  row(sheet, { question: 'nps', at, value_num: Math.round(Math.min(10, Math.max(0, 7.1 + 2.1 * rng.normal()))) })
  recall(sheet, at)
}

function recall(sheet: Questionnaire, at: number): void {
  const { rng } = sheet
  const first = rng.weighted(RECALL[sheet.panel], (answer) => answer[1])[0]
  row(sheet, { question: 'recall', at, value_text: first, rank: 1 })
  if (first === 'nothing' || !rng.chance(0.4)) return
  const second = rng.weighted(RECALL[sheet.panel], (answer) => (answer[0] === first ? 0 : answer[1]))[0]
  row(sheet, { question: 'recall', at, value_text: second, rank: 2 })
}

function row(sheet: Questionnaire, answer: Row): void {
  sheet.drop.emit('community/surveys', {
    response_id: sheet.response,
    survey: sheet.survey,
    wave: sheet.wave,
    panel: sheet.panel,
    respondent_id: sheet.respondent,
    ...answer,
  })
}
