import { type Definition, OUTREACH_LISTS, type Parameter, RISK_RULES } from '../metric.ts'
import { RULES } from './rules.ts'

const number = (
  name: string,
  zh: string,
  en: string,
  bounds: { min: number; max: number; default: number },
): Parameter => ({
  name,
  title: { zh, en },
  number: bounds,
})

/** One parameter a threshold, in the order of the rules. */
const THRESHOLDS: Parameter[] = RISK_RULES.map((rule) => {
  const { threshold, title } = RULES[rule]
  const { parameter, unit, min, max, default: value } = threshold
  const bounds = { min, max, default: value }
  const name = { name: parameter, title: { zh: `${title.zh}的界限`, en: `Threshold of “${title.en}”` } }
  return unit === 'days' ? { ...name, integer: bounds } : { ...name, number: bounds }
})

export const definition: Definition = {
  id: 'at-risk',
  version: 1,
  title: { zh: '风险名单', en: 'At-risk lists' },
  question: { zh: '今天先联系谁？', en: 'Whom should we contact first today?' },
  formula: {
    zh: '除“刚退群”外只看截止日在群的人。多日无打卡或血糖：曾打过卡或测过血糖，最近 3 天都没有。血糖不稳：近 14 天血糖至少 6 次且变异系数（样本标准差 ÷ 均值）超过 36%，或 7 天内有一次低于 3.9 或高于 16.7 mmol/L。复查逾期：最近一次就诊已过 60 天以上，之后没有未取消的预约。复查将到期：最近一次写明复诊日的就诊，复诊日在今天起 3 天内，还没预约。流失高峰前：最近一次就诊后的天数在该病种的触发日与高峰日之间（见“流失高峰日”；也可自定触发日，窗口为其后 15 天）。长期静默：入群满 60 天，近 60 天没有任何互动。高价值下滑：近 365 天净收入在群成员前 10%，至少就诊过 3 天，距最近一次就诊超过本人就诊间隔中位数的 1.5 倍。刚退群：已不在任何群，最近 7 天内自己退出（不是解散）。已故、已退订（退订标签，或撤回了关怀或营销授权且未再授权）、近 7 天在任一规则下联系过的人不上名单，另计人数。new = 前一天不在名单上的人；booked = 已有预约的人；heldOut = 名单上随机留作对照、不联系的人（默认 10%，按规则固定抽取，临床安全规则不留）。成效看近 180 天、满 30 天的第一次联系：recovered = 之后 30 天内来就诊的人，uplift = 联系组与对照组就诊比例之差（Newcombe 区间）。',
    en: 'All rules but “just left” look at people in a group on the as-of. No check-in or glucose for days: ever checked in or read glucose, none on the last 3 days. Unstable glucose: at least 6 readings in 14 days with a coefficient of variation (sample standard deviation / mean) above 36 %, or one below 3.9 or above 16.7 mmol/L in 7 days. Review overdue: last patient-day more than 60 days ago and no booking ahead that is not cancelled. Review due: the latest visit that names a day to come again names one within 3 days from today, no booking ahead. Before the peak of loss: days since the last visit between the trigger day and the peak day of the disease (see “Peak day of loss”; a trigger day may be set instead, its window being the 15 days after). Silent: joined at least 60 days ago, no engagement on the last 60 days. High value slipping: in the top tenth of the members by net revenue of 365 days, at least 3 patient-days, and longer since the last than 1.5 times their own median gap. Just left: out of every group, the last leave within 7 days and not by dismissal. The dead, those opted out (a tag, or consent for care or marketing withdrawn and not granted again) and those contacted under any rule in the last 7 days are held back and counted. new = not on the list the day before; booked = with a booking ahead; heldOut = on the list but left to themselves for comparison (10 % by default, a fixed draw per rule, none under clinical rules). Outcome: first outreach of the last 180 days whose 30 days are over; recovered = came within 30 days, uplift = difference of those shares between contacted and held out (Newcombe interval).',
  },
  unit: 'people',
  caution: {
    zh: '名单用于关怀，不是诊断，也不得用于差别定价；慢病和高危病人由医生先看。',
    en: 'The lists are for care: they are no diagnosis and must not set prices; a clinician looks at chronic and high-risk patients first.',
  },
  requires: [['wecom/members']],
  parameters: [
    { name: 'rule', title: { zh: '规则', en: 'Rule' }, values: ['any', ...RISK_RULES] },
    ...THRESHOLDS,
    number('glucoseLow', '血糖下限', 'Low glucose', { min: 2, max: 6, default: 3.9 }),
    number('glucoseHigh', '血糖上限', 'High glucose', { min: 8, max: 30, default: 16.7 }),
    { name: 'perDisease', title: { zh: '按病种的界限', en: 'Thresholds per disease' }, text: { default: '' } },
    number('holdoutPercent', '对照比例', 'Share held out', { min: 0, max: 50, default: 10 }),
    { name: 'attribution', title: { zh: '渠道归因', en: 'Channel attribution' }, values: ['first', 'last'] },
  ],
  breakdowns: [],
  filters: ['hospital', 'department', 'disease', 'stage', 'need', 'group', 'channel', 'cohort', 'memberTier'],
  hasPeriod: false,
  lists: ['in', ...RISK_RULES, ...OUTREACH_LISTS],
}
