import type { Definition } from '../metric.ts'

export const definition: Definition = {
  id: 'cac',
  version: 1,
  title: { zh: '获客成本', en: 'Cost per new patient' },
  question: {
    zh: '每个渠道带来一位新患者，要花多少钱？',
    en: 'What does one new patient cost us, channel by channel?',
  },
  formula: {
    zh: '获客成本 =（媒体费 + 直接费用 + 分摊费用）÷ 新患者。只按整月计算，未给日期时为截止日前已结束的 12 个月。媒体费：渠道每日花费之和，没有记录的一天按 0；直接费用：写明渠道的费用；分摊费用：未写渠道也未写群的费用，按当月各渠道首次入群人数分摊（最大余数法，分到分，余数相同给编号小的渠道；当月无人入群归 unknown），写明群的费用按当月首次进该群者的渠道同样分摊。costPerJoin = 总费用 ÷ 首次入群人数；mediaPerPatient 只算媒体费。各渠道相加与总数一分不差。monthly=on 时另列 monthly：逐月的 budget（媒体费 + 直接费用，即可以挪动的钱；有花费空白的月份为空）与当月新患者。',
    en: 'Cost per new patient = (media + direct + shared) / new patients. Whole months only; without a period the last twelve that are over. Media: the daily costs of the channel, a day without a row costs 0. Direct: costs that name the channel. Shared: costs that name neither channel nor group, spread month by month over the first-ever joins per channel (largest remainder to the fen, ties to the smaller channel id; a month without joins goes to unknown); costs that name a group go in the same way to the channels of those who joined that group for the first time in the month. costPerJoin = cost / first-ever joins; mediaPerPatient counts media only. Channels add up to the total to the fen. monthly=on adds monthly: by month the budget (media + direct, the money that can be moved; null with a blank cost in the month) and the new patients of the month.',
  },
  numerator: { zh: '期内总费用（分）', en: 'Cost of the period, fen' },
  denominator: {
    zh: '新患者：首个就诊日在期内，且首诊那一刻之前 30 天内有渠道接触的人，不论是否入群；渠道为首诊前最后一次接触',
    en: 'New patients: people whose first attended day is in the period and who had a touch in the 30 days up to that visit, members or not; the channel is that of the last such touch',
  },
  unit: 'fen',
  caution: {
    zh: '某渠道有一天花费空白，就不知道它花了多少：该渠道和合计都不给数，而不是当作 0。没有新患者的渠道只列花费，不写成无穷大。新患者按首诊日计，费用按发生月计，周期长的渠道要看更长的时间。',
    en: 'A day with a blank cost makes the cost of the channel, and of the total, unknown: no number is given rather than a zero. A channel without new patients shows what was spent, not infinity. Patients count on their first visit and costs in their month, so slow channels need longer periods.',
  },
  requires: [['wecom/members'], ['his/visits'], ['marketing/channel_daily'], ['marketing/costs']],
  parameters: [
    { name: 'attribution', title: { zh: '入群的渠道归因', en: 'Channel of joins' }, values: ['first', 'last'] },
    { name: 'monthly', title: { zh: '逐月列出', en: 'Month by month' }, values: ['off', 'on'] },
  ],
  breakdowns: ['channel'],
  filters: ['channel'],
  hasPeriod: true,
  lists: ['out'],
}
