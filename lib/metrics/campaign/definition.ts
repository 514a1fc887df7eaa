import type { Definition } from '../metric.ts'

export const definition: Definition = {
  id: 'campaign',
  version: 1,
  title: { zh: '活动到场率', en: 'Campaign attendance' },
  question: {
    zh: '报了名的人来了吗？券用了吗？之后预约了吗？',
    en: 'Did those who signed up come, use their coupons, and book afterwards?',
  },
  formula: {
    zh: '到场率 = 报名后参加或完成的 ÷ 报名的，按（活动，人）计，一人报两个活动算两次；从有记录起到截止日。completed = 其中完成的；granted = 已发的券，redeemed = 其中已核销的，redemptionRate = redeemed ÷ granted；按活动看时只算写明该活动的券。liveViewers = 看过直播的人（直播不属于某个活动，只在合计给出）。按直播看（stream，最近 100 场）时没有到场率，numerator = 观看人数，medianMinutes = 观看时长中位数，commented = 评论人数。booked = 到场的（活动，人）中，首次到场后 30 天内（含当天）预约就诊的；bookedRate = booked ÷ 到场。',
    en: 'Attendance = sign-ups that also attended or completed / sign-ups, counted as pairs of campaign and person, from the beginning up to the as-of. completed = sign-ups that completed; granted = coupons granted, redeemed = those of them redeemed, redemptionRate = redeemed / granted; by campaign only coupons that name it. liveViewers = people who watched a live stream (streams belong to no campaign, so in the total only). By stream (the latest 100) there is no attendance: numerator = viewers, medianMinutes = median time watched, commented = who commented. booked = attended pairs with an appointment booked within 30 days from the first attendance on; bookedRate = booked / attended.',
  },
  numerator: { zh: '其中到场或完成的（活动，人）', en: 'Of them, pairs that attended or completed' },
  denominator: { zh: '报名的（活动，人）', en: 'Pairs of campaign and person that signed up' },
  unit: 'ratio',
  caution: {
    zh: '没报名直接到场的不在分母里，所以也不在分子里。活动后的预约不等于活动带来的预约。',
    en: 'Walk-ins who never signed up are in neither part. A booking after a campaign is not a booking because of it.',
  },
  requires: [['community/participations']],
  parameters: [
    { name: 'campaign', title: { zh: '活动（空为全部）', en: 'Campaign (empty: all)' }, text: { default: '' } },
    { name: 'attribution', title: { zh: '渠道归因', en: 'Channel attribution' }, values: ['first', 'last'] },
  ],
  breakdowns: [
    'campaign',
    'stream',
    'channel',
    'group',
    'disease',
    'department',
    'hospital',
    'stage',
    'need',
    'cohort',
  ],
  filters: ['hospital', 'department', 'disease', 'stage', 'need', 'group', 'channel', 'cohort', 'memberTier'],
  hasPeriod: false,
  lists: ['in', 'out'],
}
