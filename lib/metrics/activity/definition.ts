import type { Definition } from '../metric.ts'
import { ACTIVITY_FEEDS } from '../shared/sources.ts'

export const definition: Definition = {
  id: 'activity',
  version: 1,
  title: { zh: '日活跃率', en: 'Daily active rate' },
  question: {
    zh: '入群满 3 个月时，平均每天有多少成员真正参与互动？',
    en: 'Three months after joining, what share of members takes part on an average day?',
  },
  formula: {
    zh: '日活跃率 = Σ 活跃人日 ÷ Σ 在群人日（先求和再相除，不是每日比率的平均）。第 3 个月检查点的窗口是满 3 个月那天之前的 28 个整天（四整周）；成员视角从各人首次入群算起，群视角从建群算起。区间按人聚类：se = √(n/(n−1)·Σ(aᵢ−R·mᵢ)²) ÷ Σmᵢ，少于 30 人用 t(n−1)。itt = 活跃人日 ÷ (28 × 已满 3 个月的人数)，退群的人仍在分母里。',
    en: 'Rate = sum of active member-days / sum of member-days (a ratio of sums, not a mean of daily rates). The checkpoint window is the 28 whole days before the day three months after the start; the member lens starts at each person’s first join, the group lens at the group’s creation. The interval clusters by person: se = sqrt(n/(n−1)·Σ(a_i−R·m_i)²)/Σm_i, with t(n−1) below 30 persons. itt = active person-days / (28 × persons who joined three months ago or earlier), those who left included.',
  },
  numerator: {
    zh: '活跃人日：成员在群期间、当天至少有一次互动。A1 = 发言、打卡；A2 = A1 加点击、点赞表态、分享、收藏、看直播、参加活动、核销券、答问卷；A3 = A2 加阅读、打开',
    en: 'Active member-days: at least one event that day while in a group. A1 = messages and check-ins; A2 = A1 plus clicks, reactions, shares, favourites, lives, campaigns, redeemed coupons, survey answers; A3 = A2 plus reads and opens',
  },
  denominator: {
    zh: '在群人日：窗口内当天在群的成员（患者、家属、志愿者），同一人同一天只算一次',
    en: 'Member-days: members (patients, family, volunteers) in a group on a day of the window, each person once a day',
  },
  unit: 'ratio',
  caution: {
    zh: '分母不含已退群的人，群在流失时此率可能反而升高，请同时看 itt。阅读在多数微信群里看不到，A3 只供参考，不用于判定目标。全院一条发言和动作都没有导入的日子（前后各 28 天几乎天天有、平日至少 20 条）按“数据缺失”处理：分子分母都不计，不当作无人活跃；超过 5% 的人窗口里缺日子时不作判定。',
    en: 'Those who left are not in the denominator, so a dying group can show a rising rate: read itt beside it. Reads are invisible in most WeChat groups: A3 is for reference and never judged. Days of which not one message or activity of the whole hospital was imported, though the 28 days before and after have them nearly daily and 20 or more on a usual day, count as missing data: they are in neither sum, not days without activity; where the windows of more than 5% of the people lack days there is no verdict.',
  },
  target: { above: 0.2, when: { window: 'checkpoint', tier: 'A2' } },
  requires: [['wecom/members'], ACTIVITY_FEEDS],
  parameters: [
    { name: 'lens', title: { zh: '视角', en: 'Lens' }, values: ['member', 'group'] },
    { name: 'tier', title: { zh: '活跃口径', en: 'Tier of activity' }, values: ['A2', 'A1', 'A3'] },
    { name: 'window', title: { zh: '窗口', en: 'Window' }, values: ['checkpoint', 'range'] },
    { name: 'attribution', title: { zh: '渠道归因', en: 'Channel attribution' }, values: ['first', 'last'] },
  ],
  breakdowns: ['group', 'disease', 'stage', 'department', 'hospital', 'need', 'channel', 'cohort', 'month'],
  filters: ['hospital', 'department', 'disease', 'stage', 'need', 'group', 'channel', 'cohort', 'memberTier'],
  hasPeriod: true,
  lists: ['in', 'out', 'immature'],
}
