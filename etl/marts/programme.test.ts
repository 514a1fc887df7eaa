import { beforeAll, expect, test } from 'vitest'
import { type Warehouse, warehouseOf } from './warehouse-fixture.ts'

let warehouse: Warehouse
const at = '2026-05-04 09:00:00'

beforeAll(async () => {
  warehouse = await warehouseOf({
    'his/visits': [
      { visit_id: 'v1', patient_id: 'P1', visited_at: '2026-05-02 10:00:00' },
      { visit_id: 'v2', patient_id: 'P1', visited_at: '2026-05-02 08:00:00' },
      { visit_id: 'v3', patient_id: 'P1', visited_at: '2026-05-01 08:00:00', visit_type: 'online' },
    ],
    'marketing/costs': [
      { month: '2026-05', category: 'tool', amount_cny: 100, item: 'a' },
      { month: '2026-05', category: 'tool', amount_cny: 50, item: 'b' },
      { month: '2026-05', category: 'tool', amount_cny: 7, channel: 'gzh' },
    ],
    'marketing/benefits': [{ month: '2026-05', name: '曝光', amount_cny: 9, assumption: 'CPM' }],
    'community/readings': [
      { reading_id: 'r1', member_id: 'w1', metric: 'glucose', value: 126, unit: 'mg/dL', measured_at: at },
      { reading_id: 'r2', patient_id: 'P1', metric: 'hba1c', value: 53, unit: 'mmol/mol', measured_at: at },
      { reading_id: 'r3', patient_id: 'P1', metric: 'sbp', value: 130, measured_at: at, method: 'self' },
    ],
    'community/contents': [{ content_id: 'k1', title: '低盐', type: 'article', topic: 'diet' }],
    'community/pushes': [
      { push_id: 'u1', group_id: 'GA', content_id: 'k1', sent_at: at, tracked: true },
      { push_id: 'u2', group_id: 'GA', content_id: 'k9', sent_at: at, tracked: true },
      { push_id: 'u3', group_id: 'GA', content_id: 'k1', sent_at: at, tracked: false },
      { push_id: 'u4', content_id: 'k1', sent_at: at, tracked: true },
    ],
    'community/content_events': [
      { event_id: 'e1', push_id: 'u1', member_id: 'w1', kind: 'open', at },
      { event_id: 'e2', content_id: 'k1', member_id: 'w1', kind: 'click', at },
      { event_id: 'e3', content_id: 'k1', kind: 'open', at },
    ],
    'community/campaigns': [{ campaign_id: 'c1', name: '义诊' }],
    'community/participations': [{ campaign_id: 'c1', member_id: 'w1', stage: 'signed_up', at }],
    'community/coupons': [
      { coupon_id: 'k1', member_id: 'w1', kind: 'granted', at, face_cny: 5000, template: '满减50' },
    ],
    'community/points': [
      { entry_id: 'p1', member_id: 'w1', delta: 50, at },
      { entry_id: 'p2', member_id: 'w1', delta: 10, at },
      { entry_id: 'p3', member_id: 'w1', delta: -20, reason: '兑换礼品', at },
      { entry_id: 'p4', member_id: 'w1', delta: -5, reason: '积分到期', at },
      { entry_id: 'p5', member_id: 'w1', delta: -1, reason: 'Expired 2025', at: '2026-05-05 00:00:00' },
    ],
    'community/lives': [{ live_id: 'l1', member_id: 'w1', started_at: at, watch_s: 60, title: '控糖' }],
  })
})

test('costs of one month, category, channel and group are added up over items', async () => {
  expect(warehouse.failed).toEqual([])
  expect(await warehouse.lines('from cost')).toEqual(['2026-05 tool - - 150', '2026-05 tool gzh - 7'])
  expect(await warehouse.lines('from benefit')).toEqual(['2026-05 曝光 9 CPM'])
})

test('readings in one unit: 126 mg/dL ÷ 18.016 = 6.9938 mmol/L; 53 mmol/mol × 0.09148 + 2.152 = 7.0004 %', async () => {
  expect(await warehouse.lines('select reading_id, round(value, 4), method from reading order by reading_id')).toEqual([
    'r1 6.9938 -',
    'r2 7.0004 -',
    'r3 130 self',
  ])
})

test('pushes to a group, tracked or not; events of known people, their content that of the push where none is named', async () => {
  expect(await warehouse.lines('select push_id, title, type, topic, is_tracked from push order by 1')).toEqual([
    'u1 低盐 article diet true',
    'u2 - unknown unknown true',
    'u3 低盐 article diet false',
  ])
  expect(await warehouse.lines('select event_id, push_id, content_id, type from content_event order by 1')).toEqual([
    'e1 u1 k1 article',
    'e2 - k1 article',
  ])
})

test('campaigns, coupons and live streams come as they are', async () => {
  expect(await warehouse.lines('select campaign_id, name from campaign')).toEqual(['c1 义诊'])
  expect(await warehouse.lines('select campaign_id, stage, day from participation')).toEqual([
    'c1 signed_up 2026-05-04',
  ])
  expect(await warehouse.lines('select coupon_id, kind, template, face_fen from coupon')).toEqual([
    'k1 granted 满减50 5000',
  ])
  expect(await warehouse.lines('select live_id, title, started_day, watch_s from live_view')).toEqual([
    'l1 控糖 2026-05-04 60',
  ])
})

test('points by day: 50 + 10 given; an entry below 0 is used unless its reason says that it lapsed', async () => {
  expect(await warehouse.lines('select day, issued, spent, expired from points_day order by day')).toEqual([
    '2026-05-04 60 20 5',
    '2026-05-05 0 0 1',
  ])
})

test('planned returns of people who joined: attended visits that name a day', async () => {
  const planned = await warehouseOf({
    'his/visits': [
      { visit_id: 'v1', patient_id: 'P1', visited_at: at, planned_return_on: '2026-06-04' },
      { visit_id: 'v2', patient_id: 'P1', visited_at: at, planned_return_on: '2026-06-05', status: 'cancelled' },
      { visit_id: 'v3', patient_id: 'P1', visited_at: at },
      { visit_id: 'v4', patient_id: 'P2', visited_at: at, planned_return_on: '2026-06-04' },
    ],
    'identity/links': [{ member_id: 'w1', patient_id: 'P1' }],
    'wecom/members': [{ group_id: 'GA', member_id: 'w1', joined_at: '2025-01-01 10:00:00' }],
  })
  expect(await planned.lines('select visit_id, planned_on from planned_return')).toEqual(['v1 2026-06-04'])
})

test('the first attended visit by instant: not the online one of the day before', async () => {
  expect(
    await warehouse.lines('select first_visit_at, first_visit_day from person where first_visit_at is not null'),
  ).toEqual(['2026-05-02 08:00:00 2026-05-02'])
})
