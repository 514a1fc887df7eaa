import type { Definition } from '../metric.ts'
import { POPULATION } from '../shared/population.ts'

export const definition: Definition = {
  id: 'revenue',
  version: 1,
  title: { zh: '社群净收入', en: 'Revenue of the community' },
  question: {
    zh: '进过群的人在这段时间给医院带来多少净收入？',
    en: 'How much net revenue did the people of our communities bring in this period?',
  },
  formula: {
    zh: '净收入 = 期内收费 − 退费，退费记在退费当天；每人只计首次入群当天起的金额，退群后也计。share = 净收入 ÷ 全院净收入（测试患者除外）；arpu = 净收入 ÷ 期末前已入群的人数；visits = 期内就诊人日（同一人同一天只算一次，不含线上）；perVisit = 净收入 ÷ visits；returnVisitRate = visits 中不是本人有史以来首次就诊的比例。未给日期时为截止日前 30 天（含当天）。给出日期时另按自然月列出 series。population=others：截至截止日从未入群、来就诊过的患者（测试患者和工作人员除外），各自从首次就诊当天起计，人数为期末前已就诊过的人；不能再按入群属性筛选或拆分。',
    en: 'Net revenue = charges − refunds of the period, a refund on its own day; of each person only from the day of the first join on, leavers included. share = net revenue / that of all patients (test patients left out); arpu = net revenue / people with a first join by the end of the period; visits = attended patient-days of the period (one a person and day, online left out); perVisit = net revenue / visits; returnVisitRate = share of visits that is not the person’s first ever. Without a period: the 30 days up to the as-of. With a period, the series gives its calendar months. population=others: patients with an attended visit who have not joined by the as-of (no test patients, no staff), each from the first visit on; heads are those seen by the end of the period; attributes of the first join cannot cut them.',
  },
  unit: 'fen',
  caution: {
    zh: '这是社群成员的收入，不是社群“带来”的收入：常来的人更容易进群。金额之和不等于增量，增量见复诊提升与 ROI。未对应到患者档案的成员没有收入，先看身份匹配率。社群与非社群两组人没有匹配过，差异含自选择，不是社群的效果。',
    en: 'This is revenue of members, not revenue caused by the community: loyal patients join more readily. For the increment see return lift and ROI. Members who are not resolved to a patient have no revenue: look at the match rate first. Community and others are not matched: their difference contains self-selection and is no effect of the community.',
  },
  requires: [['wecom/members'], ['his/charges']],
  parameters: [
    { name: 'attribution', title: { zh: '渠道归因', en: 'Channel attribution' }, values: ['first', 'last'] },
    POPULATION,
  ],
  breakdowns: ['channel', 'disease', 'group', 'department', 'hospital', 'stage', 'need', 'cohort'],
  filters: ['hospital', 'department', 'disease', 'stage', 'need', 'group', 'channel', 'cohort', 'memberTier'],
  hasPeriod: true,
  lists: [],
}
