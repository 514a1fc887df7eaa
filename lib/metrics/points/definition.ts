import type { Definition } from '../metric.ts'

export const definition: Definition = {
  id: 'points',
  version: 1,
  title: { zh: '积分余额', en: 'Points outstanding' },
  question: {
    zh: '发出去的积分，用掉了多少，还欠着多少？',
    en: 'Of the points that were given, how many were used and how many are still owed?',
  },
  formula: {
    zh: '积分余额 = 截止日结束时所有人积分流水之和（发放 − 使用 − 过期）。issued = 期内正的流水，spent = 期内负的流水，expired = 期内原因写明过期、到期、失效、清零的负流水（不算使用），都取正数；holders = 余额大于 0 的人；perHolder = 这些人的余额之和 ÷ 人数；opening = 期初余额。未给日期时为截止日前 30 天（含当天）；给出日期时按自然月列出 series，每月的值是月末余额。离群的人也算：积分没有收回。',
    en: 'Points outstanding = sum of all point entries at the end of the as-of (given − used − lapsed). issued = positive entries of the period, spent = negative ones, expired = negative ones whose reason says that they lapsed (not in spent), all as positive numbers; holders = people with a balance above 0; perHolder = their balances / holders; opening = balance at the beginning of the period. Without a period: the 30 days up to the as-of; with one, the series gives its calendar months, the value being the balance at the end of the month. People who left count too: nobody took their points back.',
  },
  unit: 'events',
  caution: {
    zh: '来源不写过期流水时，余额里含有其实已作废的积分，看起来会偏大。余额是医院欠下的，不是收入。',
    en: 'Where the source writes no entries for lapsed points, the balance holds points that are void and looks too large. The balance is owed by the hospital, it is no revenue.',
  },
  requires: [['community/points']],
  parameters: [
    { name: 'attribution', title: { zh: '渠道归因', en: 'Channel attribution' }, values: ['first', 'last'] },
  ],
  breakdowns: ['channel', 'group', 'disease', 'department', 'hospital', 'stage', 'need', 'cohort'],
  filters: ['hospital', 'department', 'disease', 'stage', 'need', 'group', 'channel', 'cohort', 'memberTier'],
  hasPeriod: true,
  lists: ['in'],
}
