import type { Definition } from '../metric.ts'

export const definition: Definition = {
  id: 'coupons',
  version: 1,
  title: { zh: '优惠券核销率', en: 'Coupon redemption' },
  question: {
    zh: '发出去的券用了吗？用完之后来就诊了吗？',
    en: 'Were the coupons used, and did their holders come for a visit?',
  },
  formula: {
    zh: '核销率 = 到截止日已核销的券 ÷ 已发的券，按张计，区间按持券人聚类。expired = 没核销且已过期的，outstanding = 既没核销也没过期的（还可能用），expiredShare、outstandingShare 是它们占已发的比例，settledRate = 已核销 ÷（已核销 + 已过期）。核销后就诊：核销日起 days 天内（含当天）有就诊日的券 visited ÷ 已满 days 天的已核销券 followed；不满的为 following；持券人没有对应到患者档案的为 unmatched，不在分母里。face = 已核销券的面额之和，paid = 核销时实付之和（分），没有写的不计。给出日期时只看那段时间发的券。',
    en: 'Redemption = coupons redeemed by the as-of / coupons granted, each coupon once, interval with the holder as cluster. expired = lapsed without being redeemed, outstanding = neither (may still be used), both as a share of the granted under expiredShare and outstandingShare; settledRate = redeemed / (redeemed + expired). Visit after redemption: coupons with a patient-day within days days from the day of redemption on, visited / redeemed coupons whose days are over, followed; those not over are following, those of holders who are resolved to no patient are unmatched and in neither part. face = face value of the redeemed ones, paid = what was paid with them (fen), blanks left out. With a period: only coupons granted in it.',
  },
  numerator: { zh: '其中已核销的券', en: 'Of them, coupons redeemed' },
  denominator: { zh: '已发的券（张）', en: 'Coupons granted' },
  unit: 'ratio',
  caution: {
    zh: '刚发的券还没到期，核销率会先低后高，看 settledRate 更稳。核销常常就发生在就诊当天，所以“核销后就诊”不等于券带来就诊。',
    en: 'Coupons granted lately may still be used, so the rate is low at first; settledRate is steadier. Coupons are often redeemed at a visit, so a visit after redemption is not a visit because of the coupon.',
  },
  requires: [['community/coupons']],
  parameters: [
    {
      name: 'days',
      title: { zh: '核销后几天内就诊', en: 'Visit within days of redemption' },
      integer: { min: 0, max: 180, default: 30 },
    },
    { name: 'attribution', title: { zh: '渠道归因', en: 'Channel attribution' }, values: ['first', 'last'] },
  ],
  breakdowns: [
    'template',
    'campaign',
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
  hasPeriod: true,
  lists: ['in', 'out'],
}
