import type { Definition } from '../metric.ts'

export const definition: Definition = {
  id: 'pool',
  version: 1,
  title: { zh: '在群人数', en: 'Members' },
  question: {
    zh: '社群里现在有多少人，进了多少、走了多少，其中多少人真的在说话？',
    en: 'How many people are in the community now, how many came and went, and how many of them take part?',
  },
  formula: {
    zh: '在群人数(d) = 第 d 天结束时在任一群内的人数（一人多群只算一次）= 在群人数(d−1) + 新增 − 流失。DAU/WAU/MAU = 截至 d 的 1/7/30 天内有 A2 互动的人数。粘性 = 近 30 天 DAU 均值 ÷ MAU。流失率 = 期内流失 ÷（期初在群 + 期内新增）。发言率、静默率 = 近 30 天发过言的、没有任何 A2 互动的在群成员 ÷ 在群成员。',
    en: 'members(d) = people in any group at the end of day d, each once = members(d−1) + new − left. DAU/WAU/MAU = people with A2 activity in the 1, 7, 30 days up to d. Stickiness = mean DAU of the last 30 days / MAU. Leave rate = left / (members before the period + new). Speaking and silent share = members with a message, without any A2 activity, in the last 30 days / members.',
  },
  unit: 'people',
  caution: {
    zh: '一天之内退群又回来不算流失；群解散算离开。首位成员入群不满 7、30 天时，WAU、MAU 为空而不是 0。各群相加大于合计，因为一人可在多群。未给日期时，新增与流失为近 30 天。数据缺失的日子没有 DAU，也不计入粘性的日均。',
    en: 'Leaving and coming back within a day is no loss; a dismissed group is. WAU and MAU are empty, not 0, until 7 and 30 days after the first join. Groups add up to more than the total, as people are in several. Without a period, new and left are those of the last 30 days. Days of missing data have no DAU and are left out of the mean of stickiness.',
  },
  requires: [['wecom/members']],
  parameters: [
    { name: 'attribution', title: { zh: '渠道归因', en: 'Channel attribution' }, values: ['first', 'last'] },
  ],
  breakdowns: ['group', 'disease', 'stage', 'department', 'hospital', 'need', 'channel', 'cohort'],
  filters: ['hospital', 'department', 'disease', 'stage', 'need', 'group', 'channel', 'cohort', 'memberTier'],
  hasPeriod: true,
  lists: ['in'],
}
