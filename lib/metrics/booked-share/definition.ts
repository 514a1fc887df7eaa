import type { Definition } from '../metric.ts'

export const definition: Definition = {
  id: 'booked-share',
  version: 1,
  title: { zh: '预约占比', en: 'Booked share of visits' },
  question: {
    zh: '成员来院就诊，有多少是提前约好的？',
    en: 'How many of the members’ visits were booked ahead?',
  },
  formula: {
    zh: '期内就诊人日中，本人在该日之前就约好了该日号的比例。就诊人日：首次入群当天起的就诊，同一人同一天只算一次，不含线上，退群后也计。提前：预约时间早于就诊当天；已取消和爽约的预约不算。区间按人聚类（同一人多次就诊不独立）。未给日期时为截止日前 30 天（含当天）；给出日期时另按自然月列出 series。',
    en: 'Share of the attended patient-days of the period for which the person had an appointment made on an earlier day. Patient-days: from the day of the first join on, one a person and day, online left out, leavers included. Cancelled appointments and no-shows do not count. The interval takes a person’s visits as a cluster. Without a period: the 30 days up to the as-of; with one, the series gives its calendar months.',
  },
  numerator: { zh: '其中提前预约了当天号的人日', en: 'Those with an appointment for that day, made earlier' },
  denominator: { zh: '成员期内的就诊人日', en: 'Patient-days of members in the period' },
  unit: 'ratio',
  caution: {
    zh: '当天现场挂号、当天预约都不算提前。预约系统没有导出的渠道会被当作未预约，占比偏低。',
    en: 'Registered or booked on the day itself is not booked ahead. Visits booked through a channel that is not in the export count as not booked, so the share is then too low.',
  },
  requires: [['wecom/members'], ['his/visits'], ['his/appointments']],
  parameters: [
    { name: 'attribution', title: { zh: '渠道归因', en: 'Channel attribution' }, values: ['first', 'last'] },
  ],
  breakdowns: ['channel', 'disease', 'group', 'department', 'hospital', 'stage', 'need', 'cohort'],
  filters: ['hospital', 'department', 'disease', 'stage', 'need', 'group', 'channel', 'cohort', 'memberTier'],
  hasPeriod: true,
  lists: ['in', 'out'],
}
