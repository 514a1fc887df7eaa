import type { Definition } from '../metric.ts'

export const definition: Definition = {
  id: 'return-interval',
  version: 1,
  title: { zh: '就诊间隔', en: 'Time to the next visit' },
  question: {
    zh: '成员隔多少天会再来？比上一年更快还是更慢？',
    en: 'After how many days do members come again, and is that sooner than a year ago?',
  },
  formula: {
    zh: '窗口 = 截止日往前 months 个月（含截止日）。每人取窗口内入群当天起的第一个就诊日，到下一个就诊日的天数为一个间隔；到窗口末还没再来的（或已去世）不是没有间隔，而是“至少这么多天”，按 Kaplan–Meier 计入。中位间隔 = 一半人已再来的那一天，区间按 Brookmeyer–Crowley；不到一半的人再来则没有中位数。open = 到窗口末还没再来的人数，within = 第 within 天为止已再来的占比。before = 再往前同样长的一个窗口，同样算法，两个窗口都只跟到各自的末尾；change = 两者的 within 占比之差，区间按两次独立估计（同一些人在两个窗口里，真实区间更窄）。每人每窗口只取一个间隔，避免常来的人算很多次。就诊日：同一天只算一次，不含线上。',
    en: 'Window = the months months up to the as-of. Of each person the first patient-day of the window from the join day on, and the days to the next patient-day: one interval. Who has not come again by the end of the window (or has died) is not left out but counts as “at least so many days” (Kaplan–Meier). Median = the day by which half have come again, interval by Brookmeyer–Crowley; none while fewer than half have. open = people who had not by the end of the window; within = share who have come again by day within. before = a window of the same length before it, by the same rules, each followed to its own end only; change = difference of the within shares, interval as for two independent estimates (some people are in both, so the true one is narrower). One interval a person and window, so that frequent visitors do not count many times. Patient-days: one a day, online visits left out.',
  },
  numerator: { zh: '其中窗口内再来的人', en: 'Of them, people who came again within the window' },
  denominator: { zh: '窗口内入群后就诊过的人', en: 'People with a patient-day in the window after joining' },
  unit: 'days',
  caution: {
    zh: '间隔变短不等于病情或服务变好：复查周期、病种构成变了也会如此。两个窗口的人不完全相同，这里不作因果判断。',
    en: 'A shorter interval is not better health or service: another review cycle or mix of diseases does the same. The two windows hold partly different people; nothing is said about causes.',
  },
  requires: [['wecom/members'], ['his/visits']],
  parameters: [
    {
      name: 'months',
      title: { zh: '窗口月数', en: 'Months of the window' },
      integer: { min: 3, max: 24, default: 12 },
    },
    { name: 'within', title: { zh: '多少天内', en: 'Within days' }, integer: { min: 7, max: 365, default: 90 } },
    { name: 'curve', title: { zh: '给出曲线', en: 'Give the curves' }, values: ['off', 'on'] },
    { name: 'attribution', title: { zh: '渠道归因', en: 'Channel attribution' }, values: ['first', 'last'] },
  ],
  breakdowns: ['disease', 'channel', 'group', 'department', 'hospital', 'stage', 'need', 'cohort'],
  filters: ['hospital', 'department', 'disease', 'stage', 'need', 'group', 'channel', 'cohort', 'memberTier'],
  hasPeriod: false,
  lists: ['in', 'out'],
}
