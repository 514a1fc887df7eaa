import type { Definition } from '../metric.ts'

export const definition: Definition = {
  id: 'high-value',
  version: 1,
  title: { zh: '高价值会员的收入占比', en: 'Revenue share of high-value members' },
  question: {
    zh: '收入有多少压在最能花钱的一成人身上？',
    en: 'How much of the revenue rests on the top tenth?',
  },
  formula: {
    zh: '占比 = 高价值的人近 365 天（含截止日）净收入之和 ÷ 有净收入的在群者净收入之和。金额从各人首次入群当天起计，退费记在退费当天。高价值 = 截止日在群、净收入为正的人里按净收入排在前 10%（并列同取，名额向上取整）。people = 高价值的人数，payers = 净收入为正的人数，threshold = 其中最低的净收入（分）。区间按线性化方差计算，人为单位。pool = 在群的人数。先筛选再排名。',
    en: 'Share = net revenue of the high-value people over the 365 days up to the as-of / that of all people in a group with a positive one. Money counts from each person’s first join day on, a refund on its own day. High value = of the people in a group on the as-of with a positive net revenue, the top tenth by it (ties share their place, the number of places is rounded up). people = high-value people, payers = people with a positive net revenue, threshold = the least net revenue among the high-value, fen. Interval by linearisation, the person as unit. pool = people in a group. Filters apply before the ranking.',
  },
  numerator: { zh: '高价值的人的净收入（分）', en: 'Net revenue of the high-value people, fen' },
  denominator: {
    zh: '净收入为正的在群者的净收入（分）',
    en: 'Net revenue of people in a group with a positive one, fen',
  },
  unit: 'ratio',
  caution: {
    zh: '一成的人占一半以上在医疗里很常见，多为手术、住院，下一年未必还是他们。入群不满一年的人只算了几个月，会压低排名。',
    en: 'A tenth holding more than half is common in health care: surgery and inpatient stays, and next year it may be others. People who joined within the year have only some months counted and rank lower.',
  },
  requires: [['wecom/members'], ['his/charges']],
  parameters: [
    { name: 'attribution', title: { zh: '渠道归因', en: 'Channel attribution' }, values: ['first', 'last'] },
  ],
  breakdowns: [],
  filters: ['hospital', 'department', 'disease', 'stage', 'need', 'group', 'channel', 'cohort', 'memberTier'],
  hasPeriod: false,
  lists: ['in', 'out'],
}
