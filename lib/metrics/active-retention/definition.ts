import type { Definition } from '../metric.ts'
import { ACTIVITY_FEEDS } from '../shared/sources.ts'

export const definition: Definition = {
  id: 'active-retention',
  version: 1,
  title: { zh: '活跃留存率', en: 'Active retention' },
  question: {
    zh: '入群后第 1、3、7、30 天，新成员还会参与互动吗？',
    en: 'Do newcomers still take part 1, 3, 7 and 30 days after joining?',
  },
  formula: {
    zh: '活跃留存率 = 在规定日子里至少有一次互动（A2）的人数 ÷ 规定日子已全部过完的人数。首次入群当天为第 0 天。当日（classic）：只看第 n 天；区间（bracket）：第 1、2–3、4–7、8–30 天中的任一天，其他 n 从前一档的次日算到第 n 天；滚动（rolling）：第 n 天到第 n+28 天中的任一天。',
    en: 'Rate = people with at least one interaction (A2) on the days asked for / people for whom all of these days are past. The day of the first join is day 0. Classic: day n alone. Bracket: any of day 1, days 2–3, 4–7, 8–30; for another n, from the day after the preceding bracket to day n. Rolling: any of days n to n+28.',
  },
  numerator: {
    zh: '在这些日子里、在群期间发言、打卡、点击、表态、分享、收藏、看直播、参加活动、核销券或答问卷的成员',
    en: 'Members who, while in a group on these days, wrote, checked in, clicked, reacted, shared, saved, watched a live, took part, redeemed a coupon or answered a survey',
  },
  denominator: {
    zh: '入群后这些日子已全部过完的成员；已退群的人仍在分母里',
    en: 'Members for whom all of these days are past since the join; those who left stay in',
  },
  unit: 'ratio',
  caution: {
    zh: '滚动口径的窗口固定为 29 天，才能在新老批次间比较；入群月份要等全部成员到期才有结果，未到期不是 0。',
    en: 'The rolling window is 29 days for everybody, so that old and young cohorts compare; a join month has no result until each of its members is mature, and not mature is not zero.',
  },
  requires: [['wecom/members'], ACTIVITY_FEEDS],
  parameters: [
    { name: 'day', title: { zh: '第几天', en: 'Day after joining' }, integer: { min: 1, max: 365, default: 1 } },
    { name: 'style', title: { zh: '口径', en: 'Style' }, values: ['classic', 'bracket', 'rolling'] },
    { name: 'attribution', title: { zh: '渠道归因', en: 'Channel attribution' }, values: ['first', 'last'] },
  ],
  breakdowns: ['cohort', 'channel', 'disease', 'group', 'stage', 'department', 'hospital', 'need'],
  filters: ['hospital', 'department', 'disease', 'stage', 'need', 'group', 'channel', 'cohort', 'memberTier'],
  hasPeriod: false,
  lists: ['in', 'out', 'immature'],
}
