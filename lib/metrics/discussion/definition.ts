import type { Definition } from '../metric.ts'

export const definition: Definition = {
  id: 'discussion',
  version: 1,
  title: { zh: '自发讨论占比', en: 'Spontaneous discussions' },
  question: {
    zh: '群里的讨论，是患者自己聊起来的，还是我们推起来的？',
    en: 'Do patients start the discussions in the groups, or do we?',
  },
  formula: {
    zh: '每个群内按时间排列全部消息；距上一条消息（不论谁发的）达到 silence 分钟（默认 60，正好 60 也算）即开始新的一段。一段里有至少 2 位患者发言且至少 3 条消息，才算一次讨论。首条由工作人员或机器人发出、或引用其消息的，为工作人员发起；由志愿者发出的为同伴发起；其余为患者发起。自发占比 =（患者发起 + 同伴发起）÷ 全部讨论。区间为 Wilson 95%。',
    en: 'Messages of a group in order of time; a new thread starts after a silence of `silence` minutes or more since the last message of anybody (60 by default, exactly 60 is enough). A thread with at least 2 patients and 3 messages is a discussion. It is staff-led if its first message is by staff or a bot or quotes one of theirs, peer-led if by a volunteer, else patient-led. Share = (patient-led + peer-led) / all discussions, Wilson interval at 95 %.',
  },
  numerator: {
    zh: '自发讨论：由患者、家属或志愿者发起',
    en: 'Spontaneous discussions: begun by a patient, a family member or a volunteer',
  },
  denominator: {
    zh: '全部讨论（撤回、系统消息、接龙不算；独白和一问一答不是讨论）',
    en: 'All discussions (revoked and system messages and sign-up chains left out; monologues and one patient with staff are none)',
  },
  unit: 'ratio',
  caution: {
    zh: '私信或朋友圈里的提醒看不到，所以自发占比是上限；静默分钟数不同结果会不同，请连同它一起引用；不足 20 次讨论时不作判断。一段属于首条消息那天。默认统计近 28 天。',
    en: 'Nudges by private message are invisible, so the share is an upper bound; it depends on the silence chosen, so quote both; below 20 discussions do not judge. A thread belongs to the day of its first message. The default is the last 28 days.',
  },
  requires: [['community/messages']],
  parameters: [
    {
      name: 'silence',
      title: { zh: '静默分钟数', en: 'Minutes of silence' },
      integer: { min: 5, max: 1440, default: 60 },
    },
  ],
  breakdowns: ['group', 'disease', 'stage', 'department', 'hospital', 'need', 'month'],
  filters: ['hospital', 'department', 'disease', 'stage', 'need', 'group'],
  hasPeriod: true,
  lists: [],
}
