import type { Definition } from '../metric.ts'

/** What may have become of a person since: the parts count each of them. */
export const MOVES = ['up', 'down', 'enrolled', 'same', 'left'] as const

export const definition: Definition = {
  id: 'tier-flow',
  version: 1,
  title: { zh: '会员等级流动', en: 'Moves between tiers' },
  question: {
    zh: '几个月前的会员，现在升级了、降级了，还是走了？',
    en: 'Of the people of some months ago, who moved up, who moved down, who left?',
  },
  formula: {
    zh: '起点 = 截止日往前 months 个月那天结束时在群的人，看当时在用的等级；终点 = 截止日结束时在用的等级，已不在群记为 left，在群但没有等级记为 none。升级（up）= 换到更高的等级，降级（down）相反，等级高低按各等级实付的平均价排，没有价格的算 0，同价算不变；从没有等级到有等级是入会（enrolled），不算升级。占比 = 走了这一步（move）的人 ÷ 起点的人，离群的人留在分母里。给出 fromTier、toTier 时改看这两个等级之间：起点等级为 fromTier 的人里，现在是 toTier 的占比；fromTier=outside 看当时不在群、现在在群的人。joined = 这样新来的人数。',
    en: 'Start = people in a group at the end of the day months months before the as-of, with the tier in force then; end = the tier in force at the end of the as-of, left for those out of every group, none for those in one without a tier. Up = a change to a higher tier, down the reverse, tiers ranked by the mean price paid for them, without a price 0, an equal price counts as same; from no tier to one is enrolled, not up. Share = people who made the move / people at the start, those who left stay in the denominator. With fromTier and toTier: of those who held fromTier, the share who now hold toTier; fromTier=outside asks about people who were in no group then and are now. joined = their number.',
  },
  numerator: { zh: '其中走了这一步的人', en: 'Of them, people who made the move' },
  denominator: { zh: '当时在群的人', en: 'People in a group then' },
  unit: 'ratio',
  caution: {
    zh: '等级没有到期记录的按一直有效算。升降级多半反映规则和消费，不说明健康结局。',
    en: 'A tier without an end counts as in force for ever. Moves reflect the rules of the scheme and spending, not health.',
  },
  requires: [['wecom/members'], ['community/tiers']],
  parameters: [
    { name: 'months', title: { zh: '几个月前', en: 'Months ago' }, integer: { min: 1, max: 36, default: 6 } },
    { name: 'move', title: { zh: '变动', en: 'Move' }, values: MOVES },
    { name: 'fromTier', title: { zh: '当时的等级（空为全部）', en: 'Tier then (empty: all)' }, text: { default: '' } },
    {
      name: 'toTier',
      title: { zh: '现在的等级（空为看变动）', en: 'Tier now (empty: by move)' },
      text: { default: '' },
    },
    { name: 'attribution', title: { zh: '渠道归因', en: 'Channel attribution' }, values: ['first', 'last'] },
  ],
  breakdowns: ['flow', 'channel', 'group', 'disease', 'department', 'hospital', 'stage', 'need', 'cohort'],
  filters: ['hospital', 'department', 'disease', 'stage', 'need', 'group', 'channel', 'cohort'],
  hasPeriod: false,
  lists: ['in', 'out'],
}
