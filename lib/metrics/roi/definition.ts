import type { Definition } from '../metric.ts'

export const definition: Definition = {
  id: 'roi',
  version: 1,
  title: { zh: '净投入产出（ROI）', en: 'Net ROI' },
  question: {
    zh: '花在社群上的钱，收回来了吗？',
    en: 'Did the money spent on the communities come back?',
  },
  formula: {
    zh: '净 ROI =（毛利率 × 直接收入 + 间接收益 − 费用）÷ 费用。直接收入（direct）= 期内、各人首次入群当天起的净收入，退费记在退费当天；间接收益（indirect）默认不计，打开后为填报的折算金额，只进合计、不分渠道、不乘毛利率；费用同获客成本。gross = 产出投入比 =（毛利率 × 直接收入 + 间接收益）÷ 费用；original = 原文口径 =（直接收入 + 间接收益）÷ 费用，不看开关和毛利率，只有合计才有。incremental = 增量净 ROI =（N × RD × 毛利率 × 每位回院者收入 − 费用）÷ 费用：N = 期内首次入群、且入群前 30 天内（含当天）就诊过的人，RD = 12 个月复诊提升的风险差及其 95% 区间，每位回院者收入 = 已成熟的社群成员试验中回院者在同一 12 个月内的人均净收入；其余入群者按 0 计，偏保守；incrementalGain 为其中的增量毛利（分）。earned = 毛利率 × 直接收入。paybackMonth = 回本月：期内首次入群者中已满 m 个月的人，人均累计毛利首次不低于 费用 ÷ 首次入群人数 的 m（最长 24 个月，满 m 个月者须至少 30 人或为全部）；paybackObserved = 看到第几个月；curve=on 时列出逐月累计（curve）。ltvCac = 同一批人的 LTV_H ÷ 获客成本：期内首次入群且已满 H 天（horizon）的人，毛利率 × 入群当天起 H 天内的人均净收入 ÷（费用 ÷ 首次入群人数）；满 200 人时带 ±1.96·se 的区间，无人满期时给出最早成熟日。claims = 期内填报的间接收益及其假设。',
    en: 'Net ROI = (margin × direct + indirect − cost) / cost. Direct = net revenue in the period from each person’s join day on, a refund on its own day. Indirect is off by default; switched on it is the benefits that somebody claims, in the total only, never split by channel nor multiplied by the margin. Cost as in cost per new patient. gross = (margin × direct + indirect) / cost; original = (direct + indirect) / cost whatever the switch and the margin, as the original articles reckon, for the total only. incremental = (N × RD × margin × revenue per returner − cost) / cost: N = people who first joined in the period within 30 days after a patient-day, RD = risk difference of the 12-month return lift with its 95 % interval, revenue per returner = mean net revenue, in the same 12 months, of mature member trials that came back; all other joiners count as 0, which errs on the low side; incrementalGain is the gain itself, fen. earned = margin × direct. paybackMonth = the first m at which, of the people who first joined in the period and have been in for m months, the mean cumulative margin reaches cost / first-ever joins (up to 24 months; at least 30 of them or all); paybackObserved = the last month that could be looked at; curve=on lists what was earned by each month (curve). ltvCac = LTV_H / acquisition cost of the same people: those who first joined in the period and whose H days (horizon) are over, margin × their mean net revenue in the H days from the join day on / (cost / first-ever joins); from 200 people on with ±1.96·se, and while nobody is mature the first day on which somebody is. claims = the benefits claimed in the period, each with its assumption.',
  },
  numerator: { zh: '毛利率 × 直接收入 + 间接收益 − 费用（分）', en: 'margin × direct + indirect − cost, fen' },
  denominator: { zh: '期内总费用（分）', en: 'Cost of the period, fen' },
  unit: 'ratio',
  caution: {
    zh: '直接收入是社群成员的收入，不等于社群带来的收入：常来的人更容易进群，所以请以增量净 ROI 为准；复诊提升未达“显著更高”时只看区间，不算证明。毛利率默认 1（按收入），请改成医院自己的数。折算的间接收益是假设，不是进账。',
    en: 'Direct revenue is revenue of members, not revenue caused by the community: loyal patients join more readily. Rely on the incremental ROI, and while the return lift is not significantly higher read its interval only: it is not proven. The margin defaults to 1 (revenue); put in your own. Indirect benefits are assumptions, not income.',
  },
  requires: [['wecom/members'], ['his/charges'], ['marketing/channel_daily'], ['marketing/costs']],
  parameters: [
    { name: 'benefits', title: { zh: '计入间接收益', en: 'Indirect benefits' }, values: ['off', 'on'] },
    { name: 'margin', title: { zh: '毛利率', en: 'Margin' }, number: { min: 0, max: 1, default: 1 } },
    {
      name: 'horizon',
      title: { zh: 'LTV 与成本对比的天数', en: 'Days in which value is compared with cost' },
      values: ['180', '30', '90', '365', '730'],
    },
    { name: 'curve', title: { zh: '逐月累计', en: 'Points of the payback curve' }, values: ['off', 'on'] },
    { name: 'attribution', title: { zh: '渠道归因', en: 'Channel attribution' }, values: ['first', 'last'] },
  ],
  breakdowns: ['channel'],
  filters: ['channel'],
  hasPeriod: true,
  lists: [],
}
