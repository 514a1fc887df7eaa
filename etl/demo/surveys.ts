/** Questionnaires: satisfaction and NPS twice a year in the communities, and brand recall of those who joined long ago. */
import type { Drop } from './drop.ts'
import type { Member } from './members.ts'
import { patientId } from './records.ts'
import type { Traces } from './referrals.ts'
import { Rng } from './rng.ts'
import { addMonths, atHour, DAY_SECONDS, dayOf } from './time.ts'
import type { World } from './world.ts'

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

export function recordSurveys(drop: Drop, world: World, members: readonly Member[], traces: Traces): void {
  for (let back = 0; ; back += 1) {
    const day = world.end - 22 - back * 182
    if (day < world.start + 120) break
    const wave = `W${String(100 - back).slice(-2)}`
    for (const member of members) askMember(drop, world, member, day, wave, back === 0)
    if (back === 0) for (let i = 0; i < world.patients; i += 1) askControl(drop, world, traces, i, day, wave)
  }
}

function askMember(drop: Drop, world: World, member: Member, day: number, wave: string, isLatest: boolean): void {
  if (member.role === 'family' || dayOf(member.joinAt) > day - 20) return
  const rng = Rng.of(world.seed, `survey:${wave}`, member.serial)
  const isLongAgo = addMonths(dayOf(member.joinAt), 24) <= world.end
  const recalls = isLatest && isLongAgo
  if (!rng.chance(recalls ? 0.9 : 0.3)) return
  const response = `S${wave}${String(member.serial).padStart(7, '0')}`
  const base = { drop, rng, survey: recalls ? '品牌与体验' : '会员体验', wave, panel: 'member' as const }
  const sheet: Questionnaire = { ...base, response, respondent: member.id }
  const invited = atHour(day, 10)
  row(sheet, 'invited', invited, {})
  if (!rng.chance(recalls ? 0.47 : 0.4)) return
  const at = invited + Math.round(rng.between(0.1, 12) * DAY_SECONDS)
  const mood = 7.6 + 0.5 * Math.log(member.zeal + 0.2) + (member.community.character === 'graveyard' ? -2.2 : 0)
  const score = Math.round(Math.min(10, Math.max(0, mood + 1.9 * rng.normal())))
  row(sheet, 'nps', at, { value_num: rng.chance(0.004) ? 11 : score })
  row(sheet, 'satisfaction', at, { value_num: Math.min(5, Math.max(1, Math.round(score / 2 + 0.4))) })
  if (recalls) recall(sheet, at)
}

/** Patients of the same age of acquaintance who never joined. */
function askControl(drop: Drop, world: World, traces: Traces, index: number, day: number, wave: string): void {
  const first = Math.abs(traces.firstVisit[index] ?? 0)
  if (first === 0 || (traces.joined[index] ?? 0) > 0 || addMonths(dayOf(first), 24) > world.end) return
  const rng = Rng.of(world.seed, 'control', index)
  if (!rng.chance(0.16)) return
  const response = `S${wave}C${String(index).padStart(6, '0')}`
  const respondent = patientId(index)
  const sheet: Questionnaire = { drop, rng, survey: '品牌与体验', wave, panel: 'control', response, respondent }
  row(sheet, 'invited', atHour(day, 10), {})
  if (!rng.chance(0.36)) return
  const at = atHour(day + rng.int(0, 11), rng.between(9, 21))
  row(sheet, 'nps', at, { value_num: Math.round(Math.min(10, Math.max(0, 7.1 + 2.1 * rng.normal()))) })
  recall(sheet, at)
}

function recall(sheet: Questionnaire, at: number): void {
  const { rng } = sheet
  const first = rng.weighted(RECALL[sheet.panel], (answer) => answer[1])[0]
  row(sheet, 'recall', at, { value_text: first, rank: 1 })
  if (first === 'nothing' || !rng.chance(0.4)) return
  const second = rng.weighted(RECALL[sheet.panel], (answer) => (answer[0] === first ? 0 : answer[1]))[0]
  row(sheet, 'recall', at, { value_text: second, rank: 2 })
}

function row(sheet: Questionnaire, question: string, at: number, answer: Record<string, string | number>): void {
  sheet.drop.emit('community/surveys', {
    response_id: sheet.response,
    survey: sheet.survey,
    wave: sheet.wave,
    panel: sheet.panel,
    respondent_id: sheet.respondent,
    question,
    at,
    ...answer,
  })
}
