import type { Definition } from '../metric.ts'

export const definition: Definition = {
  id: 'push-pressure',
  version: 1,
  title: { zh: '群发后 48 小时退群率', en: 'Leaves within 48 hours of a push' },
  question: {
    zh: '是不是发得太多，把人发走了？哪个群正在变成广告群？',
    en: 'Do we send so much that people leave, and which group is turning into an advertising graveyard?',
  },
  formula: {
    zh: '退群率 = 送达后 48 小时内（恰满 48 小时不算）退群的人次 ÷ 送达人次；送达 = 推送那一刻在群的成员，一次退群只算在最近的一次推送上。发送日在期内（未给日期时为截止日前 84 天，十二整周），推送后 48 小时已过的才计入。sendsPerWeek = 送达人次 ÷ 在群人周（含不可追踪的推送）。open = 可追踪的送达里 48 小时内打开的比例，openChange = 与之前同样长的一段之差（Newcombe 区间）。quitRatio = 推送后 48 小时内的退群率 ÷ 同一个群其余时间的退群率，两者都按每千人周计，所以在群时间长短、推送多少都已扣除；区间由两段退群数的二项分布（Wilson）换算。信号：often = sendsPerWeek 大于 sends（默认 3）；unopened = 打开率的区间整个低于 floor（默认 5%）；falling = openChange 的区间整个在 0 以下；quits = 期内至少 5 次退群，quitRatio ≥ 2 且区间下限大于 1。结论：often 且 unopened 为广告坟场（graveyard）；否则 often 且（falling 或 quits）为预警（warning）；其余有任何信号为留意（watch）；没有为 none。',
    en: 'Rate = deliveries followed by a leave within 48 hours (exactly 48 is out) / deliveries; a delivery is a member in the group at the instant of sending, and a leave belongs to the latest push before it. Pushes sent in the period (without one: the 84 days, twelve whole weeks, up to the as-of) whose 48 hours are past. sendsPerWeek = deliveries / member-weeks, untracked pushes included. open = of tracked deliveries, those opened within 48 hours; openChange = difference to the period of equal length before (Newcombe). quitRatio = leave rate within 48 hours of a push / leave rate of the same group at all other times, both per thousand member-weeks, so that neither time in the group nor the number of pushes counts; its interval comes from the binomial split of the leaves (Wilson). Signals: often = sendsPerWeek above `sends` (3 by default); unopened = the interval of open lies below `floor` (5 % by default); falling = the interval of openChange lies below 0; quits = at least 5 leaves, quitRatio at least 2 with its lower bound above 1. Verdict: often and unopened is a graveyard; else often and (falling or quits) a warning; any other signal is watch; none without.',
  },
  numerator: { zh: '其中 48 小时内退群的人次', en: 'Of them, those followed by a leave within 48 hours' },
  denominator: {
    zh: '送达人次（推送时在群的成员，逐次相加）',
    en: 'Deliveries: members of the group at each sending, added up',
  },
  unit: 'ratio',
  caution: {
    zh: '退群发生在推送之后，不等于因为推送。人少的群退群数少，区间很宽，没有信号不等于没有问题。群被解散不算退群。',
    en: 'A leave after a push is not a leave because of it. Small groups have few leaves and wide intervals: no signal does not mean no problem. A group’s dismissal is no leave.',
  },
  requires: [['community/pushes'], ['wecom/members']],
  parameters: [
    {
      name: 'sends',
      title: { zh: '每人每周推送上限', en: 'Sends per member and week' },
      number: { min: 0.5, max: 50, default: 3 },
    },
    { name: 'floor', title: { zh: '打开率下限', en: 'Least open rate' }, number: { min: 0, max: 1, default: 0.05 } },
    { name: 'attribution', title: { zh: '渠道归因', en: 'Channel attribution' }, values: ['first', 'last'] },
  ],
  breakdowns: ['group'],
  filters: ['hospital', 'department', 'disease', 'stage', 'need', 'group', 'channel', 'cohort', 'memberTier'],
  hasPeriod: true,
  lists: ['in'],
}
