import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { booking, contentEvent, person, push } from '../../warehouse/schema.ts'
import { openTestMarts, type TestMarts } from '../../warehouse/test-marts.ts'
import { answerMetric, listPeople } from '../answer.ts'
import { openWorld } from '../shared/test-world.ts'

let marts: TestMarts
beforeEach(async () => {
  marts = await openWorld({
    spells: [
      ['ann', 'GA', '2026-01-01 09:00:00'],
      ['bob', 'GA', '2026-01-01 09:00:00'],
      ['cai', 'GA', '2026-01-01 09:00:00', '2026-06-15 09:00:00'],
      ['dan', 'GA', '2026-06-15 09:00:00'],
      ['eve', 'GB', '2026-01-01 09:00:00'],
      ['staff', 'GA', '2026-01-01 09:00:00'],
    ],
    people: { staff: { staffFrom: '2026-02-01 00:00:00' } },
    groups: { GA: { disease: 'diabetes' }, GB: { disease: 'asthma' } },
  })
})
afterEach(() => marts.close())

const ask = (more: { asOf?: string; by?: string; where?: [string, string][]; from?: string; to?: string } = {}) =>
  answerMetric(marts.engine, 'test', { metric: 'content', asOf: '2026-06-30', ...more })

const sent = (pushId: string, more: Partial<typeof push.$inferInsert> = {}) => ({
  ...{ pushId, groupId: 'GA', type: 'article', topic: 'diet', isTracked: true, sentAt: '2026-06-15 09:00:00' },
  ...more,
})
let events = 0
const event = (personId: number, kind: string, at = '2026-06-16 10:00:00', pushId: string | undefined = 'u1') => {
  events += 1
  return { eventId: `e${events}`, personId, kind, at, pushId }
}
const [ANN, BOB, CAI, DAN, EVE, STAFF] = [1, 2, 3, 4, 5, 6] as const

describe('content', () => {
  test('sent at 09:00:00: Cai left at that instant, Dan joined at it: Ann, Bob, Dan reached, Ann opened twice: 1/3', async () => {
    await marts.insert(push, [sent('u1')])
    await marts.insert(contentEvent, [
      ...[event(ANN, 'open'), event(ANN, 'open'), event(ANN, 'click'), event(CAI, 'open'), event(EVE, 'open')],
      ...[event(STAFF, 'open'), event(BOB, 'share'), event(DAN, 'open', '2026-07-01 00:00:00')],
    ])
    const { overall } = await ask()
    expect(overall).toMatchObject({ state: 'few', value: 1 / 3, numerator: 1, denominator: 3 })
    expect(overall.parts).toMatchObject({ click: 1 / 3, share: 1 / 3, pushes: 1 })
    const list = (state: string) => listPeople(marts.engine, { metric: 'content', asOf: '2026-06-30' }, state)
    expect((await list('in')).map((row) => row.person)).toEqual(['ann'])
    expect((await list('out')).map((row) => row.person)).toEqual(['bob', 'dan'])
    expect((await ask({ asOf: '2026-07-01' })).overall).toMatchObject({ numerator: 2, denominator: 3 })
  })

  test('by type, hour and weekday; a group’s own attributes filter pushes; the default is 30 days', async () => {
    await marts.insert(push, [
      sent('u1'),
      sent('u2', { groupId: 'GB', type: 'video', sentAt: '2026-06-01 20:30:00' }),
      sent('u3', { sentAt: '2026-05-31 23:59:59' }),
    ])
    await marts.insert(contentEvent, [event(EVE, 'open', '2026-06-02 09:00:00', 'u2')])
    const rows = async (by: string) => (await ask({ by })).groups?.map((g) => [g.key, g.numerator, g.denominator])
    expect(await rows('type')).toEqual([
      ['article', 0, 3],
      ['video', 1, 1],
    ])
    expect(await rows('hour')).toEqual([
      ['09', 0, 3],
      ['20', 1, 1],
    ])
    expect(await rows('weekday')).toEqual([['1', 1, 4]])
    expect(await rows('slot')).toEqual([
      ['1-09', 0, 3],
      ['1-20', 1, 1],
    ])
    expect(await rows('group')).toEqual([
      ['GA', 0, 3],
      ['GB', 1, 1],
    ])
    expect((await ask({ where: [['disease', 'asthma']] })).overall).toMatchObject({ value: 1, denominator: 1 })
    expect((await ask({ where: [['type', 'article']] })).overall.denominator).toBe(3)
    expect((await ask({ from: '2026-05-01', to: '2026-05-31' })).overall.denominator).toBe(3)
  })

  test('to booking: 7 days from opening, only opens that are 7 days past; to join: outsiders, 30 days', async () => {
    await marts.insert(push, [sent('u1')])
    await marts.insert(person, [
      { personId: 7, firstJoinAt: '2026-06-10 08:00:00' },
      { personId: 8 },
      { personId: 9, firstJoinAt: '2026-07-02 08:00:00' },
    ])
    await marts.insert(contentEvent, [
      ...[event(ANN, 'open'), event(BOB, 'open'), event(DAN, 'open', '2026-06-25 00:00:01')],
      ...[7, 8, 9].map((id) => event(id, 'click', '2026-06-01 08:00:00', undefined)),
    ])
    const book = (personId: number, bookedAt: string) => ({ personId, bookedAt, slotDay: '2026-08-01' })
    await marts.insert(booking, [book(ANN, '2026-06-16 10:00:00'), book(BOB, '2026-06-23 10:00:00')])
    expect((await ask({ asOf: '2026-07-01', from: '2026-06-01', to: '2026-06-30' })).overall.parts).toMatchObject({
      ...{ toBooking: 0.5, toBookingOf: 2, toJoin: 1 / 3, toJoinOf: 3 },
    })
  })

  test('by content: two pushes of one content add up, with title, type and topic; untracked pushes are out; outsiders by content', async () => {
    const diet = { contentId: 'k1', title: '低盐' }
    await marts.insert(push, [
      ...[sent('u1', diet), sent('u2', { ...diet, sentAt: '2026-06-16 09:00:00' }), sent('u3')],
      sent('u4', { ...diet, isTracked: false }),
    ])
    await marts.insert(person, [{ personId: 7, firstJoinAt: '2026-06-10 08:00:00' }])
    await marts.insert(contentEvent, [
      event(ANN, 'open', '2026-06-17 09:00:00', 'u2'),
      { ...event(7, 'open', '2026-06-01 08:00:00', undefined), contentId: 'k1' },
    ])
    const { groups } = await ask({ asOf: '2026-07-05', by: 'content', from: '2026-06-01', to: '2026-06-30' })
    expect(groups).toMatchObject([
      {
        key: 'k1',
        label: '低盐',
        numerator: 1,
        denominator: 6,
        parts: { pushes: 2, type: 'article', topic: 'diet', toJoin: 1 },
      },
      { key: 'unknown', label: 'unknown', numerator: 0, denominator: 3, parts: { toJoin: null } },
    ])
  })

  test('nothing sent: empty; no content events: not covered', async () => {
    expect((await ask()).overall).toMatchObject({ state: 'empty', value: null, denominator: 0 })
    const other = await openTestMarts()
    await other.cover(['community/pushes', 'wecom/members'])
    const { overall } = await answerMetric(other.engine, 'test', { metric: 'content', asOf: '2026-06-30' })
    other.close()
    expect(overall).toMatchObject({ state: 'not_covered', missing: 'community/content_events' })
  })
})
