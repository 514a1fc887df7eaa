import type { Definition } from '../metric.ts'

export const definition: Definition = {
  id: 'nps',
  version: 1,
  title: { zh: '净推荐值（NPS）', en: 'Net promoter score' },
  question: {
    zh: '成员愿意把我们推荐给别人吗？',
    en: 'Would our members recommend us?',
  },
  formula: {
    zh: 'NPS = 推荐者（9–10 分）占比 − 贬损者（0–6 分）占比，取值 −1 到 1（通常乘以 100 报）。只认 0–10 的整数；每人每期只取最早一份有效回答，匿名问卷按份计；默认最近一期。区间 ±1.96·√((p + d − (p − d)²) ÷ n)，截在 ±1。responseRate = 有有效回答的受邀人 ÷ 受邀人，没有邀请记录则为空。',
    en: 'NPS = share of promoters (9–10) − share of detractors (0–6), from −1 to 1 (usually reported times 100). Only whole numbers from 0 to 10 count; a person gives one answer a wave, the earliest valid one, an anonymous response counts as one; the latest wave by default. Interval ± 1.96·sqrt((p + d − (p − d)²) / n), cut at ±1. responseRate = invited people with a valid answer / invited people; empty without recorded invitations.',
  },
  numerator: { zh: '推荐者 − 贬损者（人）', en: 'Promoters − detractors, people' },
  denominator: { zh: '该期成员问卷的有效回答', en: 'Valid answers of the wave’s member panel' },
  unit: 'ratio',
  caution: {
    zh: '愿意答的人往往更满意：请和回收率一起看。各期样本不同，差几分多半是抽样误差，先看区间。',
    en: 'Those who answer tend to be the satisfied ones: read it with the response rate. Waves are different samples, so a few points are mostly chance: look at the interval.',
  },
  requires: [['community/surveys']],
  parameters: [
    { name: 'wave', title: { zh: '期次（空为最近一期）', en: 'Wave (empty: the latest)' }, text: { default: '' } },
    { name: 'attribution', title: { zh: '渠道归因', en: 'Channel attribution' }, values: ['first', 'last'] },
  ],
  breakdowns: ['wave', 'channel', 'group', 'disease', 'department', 'hospital', 'stage', 'need', 'cohort'],
  filters: ['hospital', 'department', 'disease', 'stage', 'need', 'group', 'channel', 'cohort', 'memberTier'],
  hasPeriod: false,
  lists: [],
}
