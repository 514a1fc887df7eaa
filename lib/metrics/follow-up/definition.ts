import type { Definition } from '../metric.ts'

export const definition: Definition = {
  id: 'follow-up',
  version: 1,
  title: { zh: '按期复诊率', en: 'Planned returns kept' },
  question: {
    zh: '医生约好的复诊日，成员按期来了吗？',
    en: 'Did members come back on the day their doctor had planned?',
  },
  formula: {
    zh: '按期复诊率 = 在计划日前后 within 天内有就诊日的计划 ÷ 到期的计划。计划 = 已到诊的就诊上写明的计划复诊日，晚于那次就诊，且不早于本人首次入群；同一人同一计划日只算一次，计划日当天或之前已去世的不算。计划日 + within 天不晚于截止日才算到期，其余为 immature。early = 没有按期来、但在那次就诊到计划日的后半程里更早来过的（前半程的来诊算同一疗程），later = 过了期限才来的，none = 到截止日都没有再来的；三者与按期的合计为到期的计划。期间按计划日取，默认截止日前 365 天。区间按人聚类。计划改期没有记录时，改期前的计划也算一次。',
    en: 'Share = plans with a patient-day within days days either side of the planned day / plans that are due. Plan = the day of return written on an attended visit, later than that visit and not before the person’s first join; one a person and planned day; people who had died by then are left out. A plan is due once planned day + within days is not after the as-of, else immature. early = not in time but sooner, in the second half of the days from the visit to the plan (a visit in the first half belongs to the same course), later = came only afterwards, none = had not come again by the as-of; with those in time they add up to the plans that are due. The period is that of the planned days, by default the 365 days up to the as-of. Interval with the person as cluster. Where a change of plan leaves no record, the former plan counts too.',
  },
  numerator: { zh: '其中按期来了的计划', en: 'Of them, plans that were kept' },
  denominator: { zh: '到期的复诊计划', en: 'Planned returns that are due' },
  unit: 'ratio',
  caution: {
    zh: '只看写了计划复诊日的就诊；没写的不是没有安排，而是不知道。来本院以外的地方复查看不见。并发症没有接入（来源里没有这类记录），这里不给数字。',
    en: 'Only visits that name a day of return are seen; for the others nothing is known. Reviews elsewhere are invisible. Complications are not connected (no source records them), so there is no figure for them.',
  },
  requires: [['wecom/members'], ['his/visits']],
  parameters: [
    { name: 'within', title: { zh: '前后几天内', en: 'Days either side' }, integer: { min: 0, max: 30, default: 7 } },
    { name: 'attribution', title: { zh: '渠道归因', en: 'Channel attribution' }, values: ['first', 'last'] },
  ],
  breakdowns: ['disease', 'channel', 'group', 'department', 'hospital', 'stage', 'need', 'cohort'],
  filters: ['hospital', 'department', 'disease', 'stage', 'need', 'group', 'channel', 'cohort', 'memberTier'],
  hasPeriod: true,
  lists: ['in', 'out', 'immature'],
}
