import type { Definition } from '../metric.ts'

export const definition: Definition = {
  id: 'retention',
  version: 1,
  title: { zh: '在群留存率', en: 'Retention in the community' },
  question: {
    zh: '入群满 6 个月的人，还有多少仍在群里？',
    en: 'Of those who joined six months ago or earlier, how many are still in a group?',
  },
  formula: {
    zh: '留存率 = 到期时刻仍在群的人数 ÷ 已到期的人数。到期时刻 t = 首次入群时刻 + k 个月（8 月 31 日加 6 个月是 2 月的最后一天，钟点不变）；t 早于截止日结束才算到期。时点口径：t 时刻在任一群内即留存，恰在 t 时刻退群不算。连续口径：从入群到 t 从未离开超过 24 小时。换群不算离开。社群按人计，群级按“人 × 群”计，从在该群的首次入群算起。生存曲线（Kaplan–Meier）把未到期的人也用上：时间为入群到首次真正离开的天数，24 小时内重新入群不算离开，去世、群解散和截止日作删失；第 k 个月读第 round(30.4375·k) 天，区间用 log(−log S) 变换，超过最长观察时间不外推。',
    en: 'Rate = people in a group at their due instant / people whose due instant has passed. Due instant t = first join + k months (31 August + 6 months is the last day of February, same time of day); it has passed if it lies before the end of the as-of day. Point in time: in any group at t; leaving exactly at t is out. Continuous: never out for more than 24 hours from the join to t. Moving between groups is not leaving. The community level counts people, the group level person-group pairs from the first join of that group. The survival curve (Kaplan–Meier) uses everybody, mature or not: days from the joining to the first lasting leave (no re-join within 24 hours), censored by death, dismissal of the group and the as-of; month k is read at day round(30.4375·k), interval by log(−log S), never beyond the longest time.',
  },
  numerator: {
    zh: '到期时刻仍在群里的成员（连续口径：其间从未离开超过 24 小时）',
    en: 'Members still in at the due instant (continuous: never out for more than 24 hours until then)',
  },
  denominator: {
    zh: '首次入群已满 k 个月的成员（患者、家属、志愿者）；其间去世的、只因群解散而不在群的不计入，另列人数',
    en: 'Members (patients, family, volunteers) whose first join is k months past; those who died, or are out only because the group was dismissed, are left out and counted apart',
  },
  unit: 'ratio',
  caution: {
    zh: '“在群”不等于“在看”：手机换了、不再打开的账号也可能留在群里，请同时看到期前 28 天内有互动的比例（active）。入群月份要等全部成员到期才有结果；未到期不是 0。生存曲线假定新老批次相近，在群人数少于 10 时请勿据此下结论。',
    en: 'Being in a group is not reading it: accounts linger when a phone is given up, so look at the share active in the 28 days before (active). A join month has no result until each of its members is mature; not mature is not zero. The survival curve assumes that cohorts are alike; do not conclude from it where fewer than 10 are at risk.',
  },
  target: { above: 0.6, when: { months: '6' } },
  requires: [['wecom/members']],
  parameters: [
    { name: 'months', title: { zh: '满几个月', en: 'Months after joining' }, integer: { min: 1, max: 60, default: 6 } },
    { name: 'kind', title: { zh: '口径', en: 'Kind' }, values: ['point', 'continuous'] },
    { name: 'level', title: { zh: '层级', en: 'Level' }, values: ['community', 'group'] },
    { name: 'attribution', title: { zh: '渠道归因', en: 'Channel attribution' }, values: ['first', 'last'] },
    { name: 'curve', title: { zh: '生存曲线各点', en: 'Points of the survival curve' }, values: ['off', 'on'] },
  ],
  breakdowns: ['cohort', 'channel', 'state', 'disease', 'group', 'stage', 'department', 'hospital', 'need'],
  filters: ['hospital', 'department', 'disease', 'stage', 'need', 'group', 'channel', 'state', 'cohort', 'memberTier'],
  hasPeriod: false,
  lists: ['in', 'out', 'immature'],
}
