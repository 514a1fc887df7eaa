import type { Definition } from '../metric.ts'

export const definition: Definition = {
  id: 'rhythm',
  version: 1,
  title: { zh: '活跃时段', en: 'Rhythm of the week' },
  question: {
    zh: '成员都在星期几、几点活跃？什么时候发内容、安排值班最合适？',
    en: 'On which weekdays and at which hours are members active? When should we post and be on duty?',
  },
  formula: {
    zh: '期内（默认近 28 天，四整周）在群成员的 A2 互动次数，按星期（周一为 1）与本地整点分格。格内人数 = 有互动的不同成员数。',
    en: 'A2 events of members in the period (the last 28 days, four whole weeks, by default) by weekday (Monday is 1) and local hour. People of a cell = distinct members with an event in it.',
  },
  unit: 'events',
  caution: {
    zh: '这是次数，不是人数，少数活跃的人会抬高格子；没有会话数据源时不显示，而不是显示 0。只含带时刻的互动。',
    en: 'These are events, not people: a few lively members lift a cell. Without a source of messages or activities nothing is shown, rather than zeros.',
  },
  requires: [['wecom/members'], ['community/messages', 'community/activities']],
  parameters: [
    { name: 'attribution', title: { zh: '渠道归因', en: 'Channel attribution' }, values: ['first', 'last'] },
  ],
  breakdowns: ['slot', 'weekday', 'hour'],
  filters: ['hospital', 'department', 'disease', 'stage', 'need', 'group', 'channel', 'cohort', 'memberTier'],
  hasPeriod: true,
  lists: [],
}
