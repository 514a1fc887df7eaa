import type { Definition } from '../metric.ts'
import { POPULATION } from '../shared/population.ts'

export const definition: Definition = {
  id: 'ltv',
  version: 1,
  title: { zh: '已实现客户价值（LTV）', en: 'Realised lifetime value' },
  question: {
    zh: '每获得一个人，在之后的 H 天里平均带来多少净收入？',
    en: 'How much net revenue does each acquired person bring in the H days that follow?',
  },
  formula: {
    zh: 'LTV_H = 起算日起 H 天内（含起算日，[起算日, 起算日 + H)）的净收入之和 ÷ 满 H 天的人数，没花钱的人也在分母里。起算日：首次入群当天，或（anchor=visit）有史以来首次就诊当天，只看进过群的人。退费默认记在退费当天；basis=restated 时记回所退的那笔收费当天。se = 标准差（n−1）÷ √n；n ≥ 200 时给出 ±1.96·se 的区间。median 为中位数；topShare = 金额最高的 ⌈n/100⌉ 人占总额的比例；before 为这些人起算日之前的净收入，不计入。censored：把还没满 H 天的人也用上，按 30 天一段（最后一段截到 H），每段只看整段已过完的人，求均值再累加；某段无人则为空。predicted=on：predicted 给出这些人接下来 H 天的人均预测净收入及其回测，算法见“预测客户价值”（predicted-ltv）。population=others（只与 anchor=visit 同用）：截至截止日从未入群、来就诊过的患者。',
    en: 'LTV_H = net revenue in the H days from the anchor day on (that day included, [anchor, anchor + H)) / people whose H days are over, those who spent nothing included. Anchor: the day of the first join or (anchor=visit) of the first visit ever, of people who ever joined. A refund counts on its own day; with basis=restated on the day of the payment it takes back. se = standard deviation (n−1) / √n; from n = 200 on, interval ±1.96·se. median; topShare = share of the ⌈n/100⌉ highest sums in the total; before = the same people’s net revenue before the anchor, not counted. censored also uses people whose H days are not over: in bins of 30 days (the last cut at H), each the mean over people for whom the whole bin is past, added up; null from the first bin with nobody. predicted=on adds, under predicted, the net revenue per person that the next H days will bring, with its holdout: see predicted-ltv. population=others (with anchor=visit only): patients with an attended visit who have not joined by the as-of.',
  },
  numerator: { zh: '这些人在 H 天窗口内的净收入（分）', en: 'Their net revenue in the window of H days, fen' },
  denominator: {
    zh: '曾入群、且起算日起已满 H 天的人（退群的也算）',
    en: 'People who ever joined and whose H days since the anchor are over, leavers included',
  },
  unit: 'fen',
  caution: {
    zh: '花费集中在少数人身上，均值请与中位数、topShare 一起看；n < 200 不给区间。censored 假定新老批次相似。入群前的收入不计入，入群的人本来就可能花得更多，因此不是社群带来的增量。',
    en: 'Spending is concentrated in few people: read the mean beside the median and topShare; no interval below n = 200. The censored figure assumes that later cohorts resemble earlier ones. Those who join may have spent more anyway: this is no increment caused by the community.',
  },
  requires: [['wecom/members'], ['his/charges']],
  parameters: [
    { name: 'horizon', title: { zh: '天数 H', en: 'Days H' }, values: ['180', '30', '90', '365', '730'] },
    { name: 'anchor', title: { zh: '起算', en: 'Anchor' }, values: ['join', 'visit'] },
    { name: 'basis', title: { zh: '退费口径', en: 'Refunds' }, values: ['refundDate', 'restated'] },
    { name: 'attribution', title: { zh: '渠道归因', en: 'Channel attribution' }, values: ['first', 'last'] },
    { name: 'predicted', title: { zh: '附预测', en: 'With prediction' }, values: ['off', 'on'] },
    { name: 'curve', title: { zh: '逐段累计', en: 'Points of the curve' }, values: ['off', 'on'] },
    POPULATION,
  ],
  breakdowns: ['channel', 'state', 'disease', 'cohort', 'group', 'department', 'hospital', 'stage', 'need'],
  filters: ['hospital', 'department', 'disease', 'stage', 'need', 'group', 'channel', 'state', 'cohort', 'memberTier'],
  hasPeriod: false,
  lists: ['in', 'out', 'immature'],
}
