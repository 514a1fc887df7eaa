/** Writes a whole believable hospital as drop files. The same arguments give the same bytes. */
import { resolve } from 'node:path'
import { closeCommunities, expect, liveDay, openCommunities } from './crowd.ts'
import { Drop, type Pen } from './drop.ts'
import type { GeneratedFile } from './feed-drop.ts'
import { type Life, liveLife } from './life.ts'
import { recordMarketing } from './marketing.ts'
import {
  type Holder,
  type Member,
  memberOf,
  recordAccount,
  recordLead,
  relativeOf,
  strangerCount,
  strangerOf,
} from './members.ts'
import { phoneNumber } from './names.ts'
import { recordOddities } from './oddities.ts'
import { recordOutcomes } from './outcomes.ts'
import { recordLife, recordTestPatients } from './records.ts'
import { recordReferrals, type Traces } from './referrals.ts'
import { recordStanding } from './standing.ts'
import { recordSurveys } from './surveys.ts'
import { addMonths, dayNumber, dayOf } from './time.ts'
import { VisitLog } from './visitlog.ts'
import { buildWorld, type World } from './world.ts'

export type { GeneratedFile } from './feed-drop.ts'

export interface HospitalOptions {
  /** Folder of the drop files; earlier demo files in it are replaced, other files stay. */
  out: string
  seed?: number
  patients?: number
  months?: number
  /** Last day with facts, `YYYY-MM-DD`. */
  end?: string
  /** Called now and then with work done, all work, and what is being done. */
  progress?: (done: number, total: number, step: string) => void
}

/** What `longrun demo-data` takes where an option is not given. */
export const DEMO_DEFAULTS = { seed: 20_260_101, patients: 12_000, months: 30, end: '2026-10-31' } as const

const BATCH = 200

/**
 * @returns the files, in the order of the catalog, with what a load must make of their rows
 * @throws RangeError with one line where an argument makes no sense
 */
export async function generateHospital(options: HospitalOptions): Promise<GeneratedFile[]> {
  const { seed, patients, months, end } = { ...DEMO_DEFAULTS, ...withoutUndefined(options) }
  const last = dayNumber(end)
  if (last === null) throw new RangeError(`--end ${end} is no day; write it as YYYY-MM-DD`)
  whole('seed', seed, 0, 2 ** 32 - 1)
  whole('patients', patients, 1, 5_000_000)
  whole('months', months, 1, 240)
  const world = buildWorld(seed, addMonths(last + 1, -months), last, patients)
  const drop = new Drop(resolve(options.out), seed, last)
  await fill({ world, drop }, options.progress ?? (() => {}))
  return drop.close()
}

function withoutUndefined(options: HospitalOptions): Partial<HospitalOptions> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}

function whole(name: string, value: number, low: number, high: number): void {
  if (Number.isInteger(value) && value >= low && value <= high) return
  throw new RangeError(`--${name} must be a whole number from ${low} to ${high}, not ${value}`)
}

async function fill(pen: Pen, progress: NonNullable<HospitalOptions['progress']>): Promise<void> {
  const { drop, world } = pen
  const days = world.end - world.start + 1
  const perDay = Math.max(1, Math.round(world.patients / days))
  const total = world.patients + days * perDay
  const crowd = openCommunities(world, drop)
  const members: Member[] = []
  const admit = (member: Member | null, holder: Holder) => {
    if (!member) return
    members.push(member)
    recordAccount(pen, member, holder)
    recordStanding(pen, member)
    expect(crowd, member)
  }
  const traces = emptyTraces(world)
  for (let index = 0; index < world.patients; index += 1) {
    const life = liveLife(world, index)
    trace(traces, life)
    const registered = recordLife(pen, life)
    recordLead(pen, life, registered)
    const member = memberOf(world, life, registered)
    recordOutcomes(pen, life, { patientId: registered.patientId, member })
    admit(member, { name: registered.name, phone: phoneNumber(index) })
    if (member) admit(relativeOf(world, member), { name: null, phone: registered.phone })
    if (index % BATCH !== 0) continue
    await drop.settle()
    progress(index, total, 'patients')
  }
  for (let index = 0; index < strangerCount(world); index += 1) {
    admit(strangerOf(world, index), { name: null, phone: null })
  }
  for (let day = world.start; day <= world.end; day += 1) {
    liveDay(crowd, day)
    await drop.settle()
    progress(world.patients + (day - world.start) * perDay, total, 'communities')
  }
  closeCommunities(crowd)
  traces.visits.seal()
  recordTestPatients(pen)
  recordReferrals(pen, traces)
  recordSurveys(pen, members, traces)
  recordMarketing(pen)
  recordOddities(pen, members)
  await drop.settle()
  progress(total, total, 'done')
}

function emptyTraces(world: World): Traces {
  return {
    visits: new VisitLog(world.start, world.end),
    firstVisit: new Float64Array(world.patients),
    joined: new Int32Array(world.patients),
  }
}

function trace(traces: Traces, life: Life): void {
  let first = 0
  for (const visit of life.visits) {
    if (visit.status !== 'attended' || visit.type === 'online') continue
    traces.visits.add(dayOf(visit.at), life.index)
    if (first === 0 || visit.at < first) first = visit.at
  }
  traces.firstVisit[life.index] = life.isOld ? -first : first
  traces.joined[life.index] = life.join ? dayOf(life.join.at) : 0
}
