import type { Definition } from '../metric.ts'

export const definition: Definition = {
  id: 'cohorts',
  version: 1,
  title: { zh: '入群批次留存', en: 'Retention by join cohort' },
  question: {
    zh: '同一个月（周）入群的人，之后每个月（周）还剩多少？哪批人在流失？',
    en: 'Of those who joined in the same month (week), how many are left each month (week) after? Which cohort is leaking?',
  },
  formula: {
    zh: '每格 = 一批人在入群后第 k 个月（周）的比率。在群（in-group）：首次入群 + k 个月（周）那一刻仍在任一群里的人 ÷ 已到期的人，与在群留存率完全相同。活跃（active）：在 [入群日 + k, 入群日 + k + 1) 这一个月（周）里至少有一天互动（A2）的人 ÷ 全批人数，退群的人仍在分母里；k = 0 是入群当月（周）。一批人要等最后一人到期才有结果。合计 = 已到期各批的分子之和 ÷ 分母之和（按人数加权的均值）。',
    en: 'Each cell is a cohort’s rate in the k-th month (week) after joining. In-group: people in any group at the instant first join + k months (weeks) / those for whom it is past, exactly the retention metric. Active: people with at least one interaction (A2) on a day of [join day + k, join day + k + 1) / the whole cohort, leavers included; k = 0 is the first month (week). A cohort has no result until its last member is mature. Total = sum of numerators / sum of denominators over the mature cohorts (the mean weighted by people).',
  },
  numerator: {
    zh: '该批中在那一刻仍在群（或在那段时间里互动过）的成员',
    en: 'Members of the cohort still in a group at that instant (or active in that period)',
  },
  denominator: {
    zh: '该批中已到期的成员；在群口径不计去世者和只因群解散而不在群的人',
    en: 'Mature members of the cohort; in-group leaves out those who died or are out only because the group was dismissed',
  },
  unit: 'ratio',
  caution: {
    zh: '斜线格是尚未到期，不是 0。人数少于 30 的批次只看趋势，不作判断。',
    en: 'A hatched cell is not mature yet; it is not zero. Below 30 people look at the trend only, do not judge.',
  },
  requires: [['wecom/members']],
  parameters: [
    { name: 'measure', title: { zh: '看什么', en: 'Measure' }, values: ['in-group', 'active'] },
    { name: 'grain', title: { zh: '按月或按周', en: 'Month or week' }, values: ['month', 'week'] },
    {
      name: 'k',
      title: { zh: '第几个月（周）', en: 'Month (week) after joining' },
      integer: { min: 0, max: 26, default: 1 },
    },
    { name: 'attribution', title: { zh: '渠道归因', en: 'Channel attribution' }, values: ['first', 'last'] },
  ],
  breakdowns: ['cohort'],
  filters: ['hospital', 'department', 'disease', 'stage', 'need', 'group', 'channel', 'cohort', 'memberTier'],
  hasPeriod: true,
  lists: ['in', 'out', 'immature'],
}
