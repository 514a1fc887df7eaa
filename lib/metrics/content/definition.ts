import type { Definition } from '../metric.ts'

export const definition: Definition = {
  id: 'content',
  version: 1,
  title: { zh: '内容打开率', en: 'Open rate of content' },
  question: {
    zh: '发到群里的内容，有多少人打开？什么类型、什么时候发更好？',
    en: 'How many open what we send to the groups, and which kind and hour work best?',
  },
  formula: {
    zh: '打开率 = Σ 打开该次推送的在群成员 ÷ Σ 推送那一刻在群的成员；只算可追踪、发到群的推送，发送日在期内（未给日期时为截止日前 30 天）。一人对一次推送只算一次，同一人收到两次推送算两次。click、share = 同一分母下点击、转发的比例。hour、weekday、slot（星期-钟点）按发送时间（星期一为 1）。toBooking = 打开后 7 天内预约就诊的打开 ÷ 打开已满 7 天的打开。toJoin = 当时还没入过群的人里，期内首次打开或点击内容后 30 天内首次入群的 ÷ 打开已满 30 天的；入群前的接触不属于任何群，所以按群看时没有 toJoin。',
    en: 'Open rate = Σ members who opened the push / Σ members of the group at the instant of sending; tracked pushes to a group only, sent in the period (without one: the 30 days up to the as-of). A person counts once for a push, and again for the next push. click and share: the same denominator. hour, weekday and slot (weekday-hour) are those of sending (Monday is 1). toBooking = opens followed by a booking within 7 days / opens that are 7 days past. toJoin = of people who had never joined, those who first joined within 30 days after their first open or click of content in the period / those whose 30 days are past; such contacts belong to no group, so there is no toJoin by group.',
  },
  numerator: { zh: '其中打开过该次推送的', en: 'Of them, those who opened that push' },
  denominator: { zh: '每次推送时在群的成员，逐次相加', en: 'Members of the group at each sending, added up' },
  unit: 'ratio',
  caution: {
    zh: '分母是群里的人，不是看到的人。同一人反复出现，区间按独立计，略偏窄。打开后预约不等于因内容预约。',
    en: 'The denominator is who was in the group, not who saw it. The same people come again and again, so the interval, which takes them as independent, is a little too narrow. A booking after opening is not a booking because of it.',
  },
  requires: [['community/pushes'], ['community/content_events'], ['wecom/members']],
  parameters: [
    { name: 'type', title: { zh: '类型（空为全部）', en: 'Type (empty: all)' }, text: { default: '' } },
    { name: 'topic', title: { zh: '主题（空为全部）', en: 'Topic (empty: all)' }, text: { default: '' } },
    { name: 'hour', title: { zh: '钟点 00–23（空为全部）', en: 'Hour 00–23 (empty: all)' }, text: { default: '' } },
    { name: 'weekday', title: { zh: '星期 1–7（空为全部）', en: 'Weekday 1–7 (empty: all)' }, text: { default: '' } },
    { name: 'attribution', title: { zh: '渠道归因', en: 'Channel attribution' }, values: ['first', 'last'] },
  ],
  breakdowns: ['type', 'topic', 'hour', 'weekday', 'slot', 'content', 'group'],
  filters: ['hospital', 'department', 'disease', 'stage', 'need', 'group', 'channel', 'cohort', 'memberTier'],
  hasPeriod: true,
  lists: ['in', 'out'],
}
