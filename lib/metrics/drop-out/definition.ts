import type { Definition } from '../metric.ts'

export const definition: Definition = {
  id: 'drop-out',
  version: 1,
  title: { zh: '流失高峰日', en: 'Peak day of loss' },
  question: {
    zh: '就诊后第几天流失的人最多？该在哪天联系？',
    en: 'How many days after a visit do we lose most people, and on which day should we call?',
  },
  formula: {
    zh: '每个在群成员的就诊日开始一段。先到者为准：下一次就诊（回来），或最后一次任何形式的接触（就诊、线上问诊、咨询、预约、打卡、读数、群内互动）之后沉默超过 90 天（在这次接触那天流失）。只看已观察满 90 + 90 天的段。按 7 天一档：风险 h = 流失 ÷ 仍在观察的人，密度 f = 上一档结束时仍在观察的比例 × h，累计流失 = Σf（Aalen–Johansen）。高峰 = f 最大的一档的中间一天，只看第 15 天以后、至少 20 段仍在观察且至少流失 10 段的档；触发日 = 高峰 − 15 天。某病种不足 100 段或没有这样的档时，用全部病种的曲线，并注明 pooled。',
    en: 'Every patient-day of a member in the community starts an episode. It ends with whichever comes first: the next patient-day (returned), or the last contact of any kind (visit, online visit, consult, booking, check-in, reading, activity in a group) before more than 90 silent days (lost on the day of that contact). Only episodes that have been observed for 90 + 90 days count. In bins of 7 days: hazard h = lost / still at risk, density f = share still at risk at the end of the bin before × h, cumulative loss = Σf (Aalen–Johansen). Peak = middle of the bin with the largest f among those whose middle is day 15 or later, with at least 20 at risk and 10 lost; trigger day = peak − 15 days. A disease with fewer than 100 episodes or without such a bin has the curve of all diseases, marked pooled.',
  },
  numerator: { zh: '在 90 天内流失的段', en: 'Episodes lost within 90 days' },
  denominator: { zh: '已观察满 180 天的段', en: 'Episodes observed for 180 days' },
  unit: 'days',
  caution: {
    zh: '触发日是建议，不是医学判断；慢病和高风险患者由医生决定何时联系。一个人可以有多段。',
    en: 'The trigger day is a proposal, not a medical judgement: for chronic and high-risk patients a clinician decides. One person may have several episodes.',
  },
  requires: [['wecom/members'], ['his/visits']],
  parameters: [],
  breakdowns: ['disease'],
  filters: ['hospital', 'department', 'disease', 'stage', 'need', 'group', 'channel', 'cohort', 'memberTier'],
  hasPeriod: false,
  lists: [],
}
