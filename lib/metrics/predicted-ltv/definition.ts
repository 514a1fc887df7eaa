import type { Definition } from '../metric.ts'

export const definition: Definition = {
  id: 'predicted-ltv',
  version: 1,
  title: { zh: '预测客户价值', en: 'Predicted lifetime value' },
  question: {
    zh: '现在这些人，在接下来的 H 天里平均每人还会带来多少净收入？',
    en: 'How much net revenue will each of today’s people bring in the next H days?',
  },
  formula: {
    zh: '预测值 = Σ 各格人数 × 该格均值 ÷ 总人数。格：病种 × 距上次就诊天数（≤30、≤90、≤180、≤365、更久、从未就诊）× 近 365 天就诊人日（0、1、2、3–4、5–9、≥10）。格均值：H 天前处在同一格的人，在截止日前 H 天内的人均净收入（收费 − 退费，退费记在退费当天）。某格不足 30 人时依次改用更粗的格：病种 ×（≤90 天／更久）×（≤1 次／更多）→ 全部病种的细格 → 全部病种的粗格 → 所有人。95% 区间 = 预测值 ± 1.96·√Σ(w²s²/m + w·s²/N)，w 为该格人数占比，s² 为格内人均净收入的方差，m 为学习时的格内人数，N 为总人数；N ≥ 200 才给出。回测：站在截止日前 H 天，只用当时已知的数据预测随后 H 天，再与实际相比：合计比 = 预测合计 ÷ 实际合计；MAE = 每人误差绝对值的均值。BG/NBD + Gamma–Gamma 模型（以首次就诊为起点，单位周）在同一回测里与分组法比较，抽样 5,000 人（按随机代号取）；只有同时满足以下各条才改用它：就诊规律性 k < 1.5（k = (1 − 4·var M) ÷ (8·var M)，M = 前一间隔 ÷ 最近两次间隔之和）、频次与次均金额的相关系数绝对值 < 0.2、两个模型都拟合成功、次数与金额的 MAE 和合计偏差 |合计比 − 1| 四项都小于分组法。对照：自身速度 = 首诊后次数（金额）÷ 首诊后天数 × H；平均速度 = 全体次数（金额）÷ 全体天数 × H。数据从首次就诊、首笔收费起不满 3H 天，或 2H 天前入群不足 30 人时不预测；全院回测合计偏差超过 25% 时不展示预测值。',
    en: 'Prediction = Σ people of a cell × mean of the cell / people. Cells: disease × days since the last visit (≤30, ≤90, ≤180, ≤365, longer, never came) × attended patient-days of the past 365 days (0, 1, 2, 3–4, 5–9, ≥10). Mean of a cell: net revenue (charges − refunds, a refund on its own day) per person, in the H days up to the as-of, of those who stood in that cell H days ago. A cell of fewer than 30 people gives way to a coarser one: disease × (≤90 days / longer) × (≤1 visit / more) → fine cells of all diseases → coarse cells of all diseases → everybody. 95 % interval = prediction ± 1.96·√Σ(w²s²/m + w·s²/N), w the cell’s share of the people, s² the variance of revenue between people of the cell, m the people it was learned from, N all people; given from N = 200 on. Holdout: from H days before the as-of, with what was known then, the H days that followed are predicted and compared: total ratio = predicted total / actual total; MAE = mean absolute error per person. BG/NBD + Gamma–Gamma (from the first visit on, in weeks) is compared with the cells in the same holdout on a sample of 5,000 people (by random pseudonym) and used only if all of this holds: regularity k < 1.5 (k = (1 − 4·var M) / (8·var M), M = the earlier of the last two gaps between visits / their sum), |correlation of frequency with mean amount| < 0.2, both fits sound, and MAE and total bias |ratio − 1| below those of the cells for visits and for money alike. For comparison: own pace = visits (money) after the first visit / days since × H; mean pace = the same over everybody. No prediction while visits and charges reach back less than 3H days, or fewer than 30 people had joined 2H days ago; none is shown if the hospital’s total was more than 25 % off in the holdout.',
  },
  numerator: {
    zh: '这些人接下来 H 天的预测净收入合计（分）',
    en: 'Predicted net revenue of these people in the next H days, fen',
  },
  denominator: {
    zh: '截止日前入过群、截止日时未知已故的人（退群的也算）',
    en: 'People who joined by the as-of and are not known to have died by it, leavers included',
  },
  unit: 'fen',
  caution: {
    zh: '预测假定下一个周期与上一个周期相似：价格、医保政策、科室能力变了，预测就会偏。它是人均值，用于预算和比较，不是对某个人的判断，不可用于差别定价。入群的人本来就可能花得更多，预测值不是社群带来的增量。',
    en: 'It takes the next horizon to be like the last one: new prices, insurance rules or capacities make it wrong. It is a mean for budgets and comparisons, no judgement on a person, and not to be used for prices. Those who join may have spent more anyway: no increment caused by the community.',
  },
  requires: [['wecom/members'], ['his/visits'], ['his/charges']],
  parameters: [
    { name: 'horizon', title: { zh: '天数 H', en: 'Days H' }, values: ['180', '30', '90', '365', '730'] },
    { name: 'attribution', title: { zh: '渠道归因', en: 'Channel attribution' }, values: ['first', 'last'] },
  ],
  breakdowns: ['disease', 'channel', 'state', 'cohort', 'group', 'department', 'hospital', 'stage', 'need'],
  filters: ['hospital', 'department', 'disease', 'stage', 'need', 'group', 'channel', 'state', 'cohort', 'memberTier'],
  hasPeriod: false,
  lists: ['in'],
}
