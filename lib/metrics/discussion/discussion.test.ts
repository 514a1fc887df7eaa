import { afterEach, beforeEach, expect, test } from 'vitest'
import { calendar, communityGroup, groupMessage, person } from '../../warehouse/schema.ts'
import { openTestMarts, type TestMarts } from '../../warehouse/test-marts.ts'
import { answerMetric, understand } from '../answer.ts'
import type { RoomAnswer } from '../metric.ts'
import { daysBetween } from '../shared/test-world.ts'
import { definition } from './definition.ts'
import { room } from './room.ts'

const PEOPLE = ['M1', 'M4', 'M5', 'V1', 'S1', 'B1', 'T1'] as const
type Name = (typeof PEOPLE)[number]
/** Sender, instant, group, and whose message it quotes. */
type Message = readonly [who: Name, at: string, quotes?: Name, group?: string]

const id = (name: Name) => PEOPLE.indexOf(name) + 1

let marts: TestMarts
beforeEach(async () => {
  marts = await openTestMarts()
  await marts.cover()
  await marts.insert(calendar, daysBetween('2025-02-01', '2025-04-30'))
  await marts.insert(communityGroup, [
    { groupId: 'G1', startDay: '2025-01-01', disease: 'diabetes' },
    { groupId: 'G2', startDay: '2025-01-01', disease: 'eczema' },
  ])
  const joined = '2025-01-01 09:00:00'
  await marts.insert(person, [
    ...(['M1', 'M4', 'M5'] as const).map((n) => ({ personId: id(n), memberRoleFrom: joined })),
    { personId: id('V1'), memberRoleFrom: joined, volunteerFrom: joined },
    { personId: id('S1'), staffFrom: joined, memberRoleFrom: joined },
    { personId: id('B1'), staffFrom: joined },
    { personId: id('T1'), memberRoleFrom: joined, isTest: true },
  ])
})
afterEach(() => marts.close())

async function say(messages: readonly Message[]): Promise<void> {
  await marts.insert(
    groupMessage,
    messages.map(([who, sentAt, quotes, groupId = 'G1'], i) => ({
      ...{ groupId, messageId: `m${String(i + 1).padStart(2, '0')}`, personId: id(who), sentAt },
      ...{ sentDay: sentAt.slice(0, 10), replyPersonId: quotes && id(quotes) },
    })),
  )
}

const on = (time: string) => `2025-03-15 ${time}:00`

/** One Saturday in G1: a nurse, a bot, a volunteer and three patients. */
const SATURDAY: readonly Message[] = [
  ['S1', on('08:00')],
  ['M1', on('08:05')],
  ['M5', on('08:40')],
  ['M1', on('09:39')],
  ['M4', on('10:39')],
  ['M1', on('10:45')],
  ['M5', on('11:00')],
  ['B1', on('13:00')],
  ['M1', on('13:01')],
  ['M4', on('13:02')],
  ['M5', on('13:03')],
  ['V1', on('15:00')],
  ['M1', on('15:10')],
  ['M4', on('15:20')],
  ['M1', on('17:00')],
  ['M5', on('19:00')],
  ['S1', on('19:01')],
  ['M5', on('19:02')],
  ['M4', on('21:00'), 'B1'],
  ['M1', on('21:30')],
  ['M4', on('21:45')],
]

interface Rest {
  where?: readonly (readonly [string, string])[]
  by?: string
  from?: string
  to?: string
}

function ask(rest: Rest = {}, asOf = '2025-03-31'): Promise<RoomAnswer> {
  return room.answer(marts.engine, understand(definition, { metric: 'discussion', asOf, ...rest }))
}

test.each([
  ['60', 2, 5, 1, 6 / 15],
  ['30', 2, 3, 1, 6 / 9],
  ['120', 1, 3, 0, 5 / 18],
])('Saturday, %s minutes of silence: %i spontaneous of %i discussions', async (silence, n, all, peerLed, share) => {
  await say(SATURDAY)
  const { overall } = await ask({ where: [['silence', silence]] })
  expect(overall).toMatchObject({ state: 'few', numerator: n, denominator: all, parts: { peerLed, spontaneous: n } })
  expect(overall.parts?.staffLed).toBe(all - n)
  expect(overall.parts?.patientMessageShare).toBeCloseTo(share, 12)
  expect(overall.notes).toEqual(['few-discussions'])
})

test('exactly 60 minutes begin a new thread, 59:59 do not', async () => {
  await say([
    ['M1', on('10:00')],
    ['M4', on('11:00')],
    ['M1', on('11:59')],
    ['M5', '2025-03-15 12:58:59'],
  ])
  const { overall } = await ask()
  // 10:00 alone; 11:00, 11:59 and 12:58:59 together.
  expect(overall).toMatchObject({ denominator: 1, parts: { threads: 2 } })
})

test('two patients and three messages make a discussion; a monologue and one patient with staff do not', async () => {
  await say([
    ['M1', on('08:00')],
    ['M1', on('08:01')],
    ['M1', on('08:02')],
    ['M1', on('10:00')],
    ['S1', on('10:01')],
    ['M1', on('10:02')],
    ['M1', on('12:00')],
    ['M4', on('12:01')],
    ['M1', on('14:00')],
    ['M4', on('14:01')],
    ['S1', on('14:02')],
  ])
  expect((await ask()).overall).toMatchObject({ numerator: 1, denominator: 1, parts: { threads: 4, patientLed: 1 } })
})

test('a thread past midnight belongs to the day of its first message, on either edge of the period', async () => {
  await say([
    ['M1', '2025-03-10 23:50:00'],
    ['M4', '2025-03-11 00:10:00'],
    ['M5', '2025-03-11 00:20:00'],
  ])
  expect((await ask({ from: '2025-03-10', to: '2025-03-10' })).overall.denominator).toBe(1)
  expect((await ask({ from: '2025-03-11', to: '2025-03-11' })).overall).toMatchObject({
    state: 'empty',
    denominator: 0,
  })
})

test('messages after the as-of are unknown: on 03-10 the thread has one message yet', async () => {
  await say([
    ['M1', '2025-03-10 23:50:00'],
    ['M4', '2025-03-11 00:10:00'],
    ['M5', '2025-03-11 00:20:00'],
  ])
  expect((await ask({}, '2025-03-10')).overall).toMatchObject({ state: 'empty', value: null, parts: { threads: 1 } })
})

test('test patients leave no trace: their message neither speaks nor breaks a silence', async () => {
  await say([
    ['M1', on('10:00')],
    ['T1', on('10:30')],
    ['M4', on('11:10')],
    ['M5', on('11:11')],
    ['M1', on('11:12')],
  ])
  expect((await ask()).overall).toMatchObject({ denominator: 1, parts: { threads: 2 } })
})

test('a silence is one of the group: another group talking does not fill it', async () => {
  await say([
    ['M1', on('10:00'), undefined, 'G1'],
    ['M4', on('10:30'), undefined, 'G2'],
    ['M4', on('11:00'), undefined, 'G1'],
  ])
  expect((await ask()).overall.parts?.threads).toBe(3)
})

test('by disease each group stands in its own row, a filter keeps one, weeks begin on Monday', async () => {
  await say([
    ...SATURDAY,
    ['M1', on('10:00'), undefined, 'G2'],
    ['M4', on('10:01'), undefined, 'G2'],
    ['M1', on('10:02'), undefined, 'G2'],
  ])
  const { groups, series } = await ask({ by: 'disease' })
  expect(groups?.map((g) => [g.key, g.numerator, g.denominator])).toEqual([
    ['diabetes', 2, 5],
    ['eczema', 1, 1],
  ])
  expect((await ask({ where: [['group', 'G2']] })).overall).toMatchObject({ numerator: 1, denominator: 1 })
  // 2025-03-04 to 03-31 touches five weeks, the first and the last cut.
  expect(series?.map((s) => [s.period, s.denominator, s.notes.includes('partial-period')])).toEqual([
    ['2025-03-03', 0, true],
    ['2025-03-10', 6, false],
    ['2025-03-17', 0, false],
    ['2025-03-24', 0, false],
    ['2025-03-31', 0, true],
  ])
})

test('who is not yet a member of anything counts as staff; who turns staff does from then on', async () => {
  await marts.insert(person, [
    { personId: 50, memberRoleFrom: '2025-03-20 09:00:00', staffFrom: '2025-03-25 09:00:00' },
  ])
  await marts.insert(groupMessage, [
    { groupId: 'G1', messageId: 'x1', personId: 50, sentAt: on('08:00'), sentDay: '2025-03-15' },
    { groupId: 'G1', messageId: 'x2', personId: id('M1'), sentAt: on('08:01'), sentDay: '2025-03-15' },
    { groupId: 'G1', messageId: 'x3', personId: id('M4'), sentAt: on('08:02'), sentDay: '2025-03-15' },
  ])
  const origin = async (asOf: string) => (await ask({}, asOf)).overall.parts
  expect(await origin('2025-03-19')).toMatchObject({ staffLed: 1, patientLed: 0 })
  expect(await origin('2025-03-20')).toMatchObject({ staffLed: 0, patientLed: 1 })
  expect(await origin('2025-03-25')).toMatchObject({ staffLed: 1, patientLed: 0 })
})

test('silence is 5 to 1440 minutes; the goal is none, so no verdict', async () => {
  await say(SATURDAY)
  await expect(async () => ask({ where: [['silence', '4']] })).rejects.toThrow('silence=4')
  const answer = await answerMetric(marts.engine, 's', { metric: 'discussion', asOf: '2025-03-31' })
  expect(answer.parameters.silence).toBe('60')
  expect(answer.overall).not.toHaveProperty('verdict')
})
