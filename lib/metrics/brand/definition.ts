import type { Definition } from '../metric.ts'

export const definition: Definition = {
  id: 'brand',
  version: 1,
  title: { zh: '品牌首提率', en: 'Brand recall' },
  question: {
    zh: '入群满 24 个月的人，提到医院首先想到的是社群吗？',
    en: 'Two years after joining, is the community what people think of first?',
  },
  formula: {
    zh: '首提率 = 首先提到社群或病友的人 ÷ 有效回答人数（开放题、不提示，只看第一提及，由两人盲法编码为 community、doctor、ads、other、nothing）。每人每期只取最早一份有效回答。与广告的比较在同一样本内：c1 次社群、c2 次广告，精确二项检验 c1 对 c1 + c2 的一半；差值区间 ±1.96·√((p1 + p2 − (p1 − p2)²) ÷ n)。回收率 = 有有效回答的受邀人 ÷ 受邀人。',
    en: 'Share = people who mention the community or fellow patients first / valid answers (open question, unaided, first mention only, coded blind by two raters as community, doctor, ads, other or nothing). A person gives one answer a wave, the earliest valid one. Community against advertisements within the same sample: exact binomial test of c1 out of c1 + c2 against one half; interval of the difference ± 1.96·sqrt((p1 + p2 − (p1 − p2)²) / n). Response rate = invited people with a valid answer / invited people.',
  },
  numerator: { zh: '其中首先提到社群的人', en: 'Those of them who mention the community first' },
  denominator: {
    zh: '首次入群已满 24 个月、在该期问卷中有有效回答的人（已退群的也算）',
    en: 'People whose first join is 24 months past and who gave a valid answer in the wave, leavers included',
  },
  unit: 'ratio',
  caution: {
    zh: '没有百分比目标：社群显著多于广告（精确检验 p < .05）才算通过，有效回答不足 100 或回收率低于 30% 时不判定。由员工在群里发起的调查会高估，请同时抽样群外的人。',
    en: 'There is no percentage to reach: it passes where the community is ahead of advertisements (exact test, p < .05), and is not judged below 100 answers or 30 % response. Polls sent by staff inside a group overstate recall: sample outside the group too.',
  },
  requires: [['community/surveys'], ['wecom/members']],
  parameters: [
    { name: 'wave', title: { zh: '期次（空为最近一期）', en: 'Wave (empty: the latest)' }, text: { default: '' } },
    { name: 'attribution', title: { zh: '渠道归因', en: 'Channel attribution' }, values: ['first', 'last'] },
  ],
  breakdowns: ['wave', 'channel', 'group', 'disease', 'department', 'hospital', 'stage', 'need', 'cohort'],
  filters: ['hospital', 'department', 'disease', 'stage', 'need', 'group', 'channel', 'cohort', 'memberTier'],
  hasPeriod: false,
  lists: ['in', 'out'],
}
