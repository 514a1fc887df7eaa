import type { Definition } from '../metric.ts'

export const definition: Definition = {
  id: 'satisfaction',
  version: 1,
  title: { zh: '满意率', en: 'Satisfied members' },
  question: {
    zh: '成员对社群和服务满意吗？',
    en: 'Are our members satisfied?',
  },
  formula: {
    zh: '满意率 = 打 4 或 5 分的人 ÷ 有效回答的人（1–5 分，只认整数）。每人每期只取最早一份有效回答，匿名问卷按份计；默认最近一期。mean = 平均分，区间 ±1.96·sd ÷ √n，30 份以下用 t(n−1)；scores = 各分数的人数。responseRate = 有有效回答的受邀人 ÷ 受邀人，没有邀请记录则为空。',
    en: 'Satisfied = people who gave 4 or 5 / valid answers (whole numbers from 1 to 5). A person gives one answer a wave, the earliest valid one, an anonymous response counts as one; the latest wave by default. mean = mean score with ± 1.96·sd / sqrt(n), t(n − 1) below 30; scores = people by score. responseRate = invited people with a valid answer / invited people; empty without recorded invitations.',
  },
  numerator: { zh: '其中打 4–5 分的人', en: 'Of them, people who gave 4 or 5' },
  denominator: { zh: '该期成员问卷的有效回答', en: 'Valid answers of the wave’s member panel' },
  unit: 'ratio',
  caution: {
    zh: '愿意答的人往往更满意：请和回收率一起看。问卷不是 1–5 分制的，请先在映射里换算。',
    en: 'Those who answer tend to be the satisfied ones: read it with the response rate. Other scales than 1 to 5 must be mapped first.',
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
