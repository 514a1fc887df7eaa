import type { Definition } from '../metric.ts'
import { ACTIVITY_FEEDS } from '../shared/sources.ts'

export const definition: Definition = {
  id: 'lifecycle',
  version: 1,
  title: { zh: '成员生命周期', en: 'Member lifecycle' },
  question: {
    zh: '老成员这个月还活跃吗？多少人被唤醒，多少人沉睡，多少人走了？',
    en: 'Are earlier members still active this month? How many woke up, fell asleep, or left?',
  },
  formula: {
    zh: '每个自然月，每人只归一类，依次判断：新增 = 当月首次入群（之后是否离开都算）；留存 = 月末在群、当月和上月都有 A2 互动；唤醒 = 月末在群、当月有互动而上月没有；沉睡 = 月末在群、当月没有互动；群解散 = 月初在群、月末因最后一个群解散而不在；流失 = 月初在群、月末已退群。月活跃留存率 =（留存 + 唤醒）÷（留存 + 唤醒 + 沉睡），取最近一个完整月。月末在群 = 新增中仍在群的 + 留存 + 唤醒 + 沉睡。',
    en: 'In each calendar month a person has one class, tried in this order: new = first join in the month (whether or not they stayed); retained = in at its end, A2 activity in this month and in the one before; resurrected = in at its end, active in this month and not in the one before; dormant = in at its end, no activity; dismissed = in at its start, out at its end because the last group was dismissed; lost = in at its start, left by its end. Share = (retained + resurrected) / (retained + resurrected + dormant), of the last whole month. Members at the end = new who stayed + retained + resurrected + dormant.',
  },
  numerator: {
    zh: '当月有 A2 互动的老成员：留存 + 唤醒',
    en: 'Earlier members with A2 activity in the month: retained + resurrected',
  },
  denominator: { zh: '当月之前入群、月末仍在群的成员', en: 'Members at the end of the month who joined before it' },
  unit: 'ratio',
  caution: {
    zh: '离开后又回来的人仍算老成员（另列 rejoined）。未结束的月份只给人数、不给比率。区间为 Wilson 95%。',
    en: 'Who left and came back is an earlier member (rejoined counts them). A month that is not over has counts, no share. Wilson interval at 95 %.',
  },
  requires: [['wecom/members'], ACTIVITY_FEEDS],
  parameters: [
    { name: 'attribution', title: { zh: '渠道归因', en: 'Channel attribution' }, values: ['first', 'last'] },
  ],
  breakdowns: ['group', 'disease', 'stage', 'department', 'hospital', 'need', 'channel', 'cohort'],
  filters: ['hospital', 'department', 'disease', 'stage', 'need', 'group', 'channel', 'cohort', 'memberTier'],
  hasPeriod: true,
  lists: ['in', 'out'],
}
