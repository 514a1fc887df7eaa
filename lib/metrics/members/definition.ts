import type { Definition } from '../metric.ts'

export const definition: Definition = {
  id: 'members',
  version: 1,
  title: { zh: '会员占比', en: 'Tiered members' },
  question: {
    zh: '群里有多少人是会员？会员来得更勤、花得更多吗？',
    en: 'How many of our members hold a tier, and do they come and spend more?',
  },
  formula: {
    zh: '会员占比 = 截止日结束时在群、且此前有过会员等级记录的人 ÷ 在群的人。按等级看时为截止日在用的等级，分母仍是全部在群的人；没有等级的人列在 unknown，只作对照，不计入合计的分子。以下都看截止日前 365 天（含当天）、各人首次入群当天起：arpu = 人均净收入（分，未消费的也算）；returnVisitRate = 就诊人日中不是本人有史以来首次就诊的比例；upgrades = 改成更高等级的次数，等级高低按各等级实付的平均价排，没有价格的算 0；highValueShare = 高价值的人占比，高价值 = 净收入为正的在群者按净收入排在前 10%（并列同取，名额向上取整）；redemptionRate = 期内发出的券中到截止日已核销的比例。',
    en: 'Share = people in a group at the end of the as-of who hold a tier row from before / people in a group. By tier: the tier in force on the as-of, over all people in a group; those without one stand under unknown for comparison and are not in the total’s numerator. All of the following over the 365 days up to the as-of and from each person’s first join day on: arpu = mean net revenue in fen, those who spent nothing included; returnVisitRate = share of patient-days that is not the person’s first ever; upgrades = changes to a higher tier, tiers ranked by the mean price paid for them, without a price 0; highValueShare = share of high-value people, high value = in the top tenth by net revenue of the people in a group with a positive one (ties share their rank, the number of places is rounded up); redemptionRate = share of the coupons granted in these days that are redeemed by the as-of.',
  },
  numerator: { zh: '其中有过会员等级记录的人', en: 'Of them, people with a tier row by the as-of' },
  denominator: { zh: '截止日结束时在群的人', en: 'People in a group at the end of the as-of' },
  unit: 'ratio',
  caution: {
    zh: '会员本来就是更常来、更愿意花钱的人：差距不等于办会员的效果。未对应到患者档案的成员没有收入和就诊记录。',
    en: 'People take a tier because they come and spend more already: the difference is not the effect of the tier. Members who are not resolved to a patient have neither revenue nor visits.',
  },
  requires: [['wecom/members'], ['community/tiers']],
  parameters: [
    { name: 'attribution', title: { zh: '渠道归因', en: 'Channel attribution' }, values: ['first', 'last'] },
  ],
  breakdowns: ['tier', 'channel', 'group', 'disease', 'department', 'hospital', 'stage', 'need', 'cohort'],
  filters: ['hospital', 'department', 'disease', 'stage', 'need', 'group', 'channel', 'cohort', 'memberTier'],
  hasPeriod: false,
  lists: ['in', 'out'],
}
