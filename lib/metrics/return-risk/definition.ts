import type { Definition } from '../metric.ts'

export const definition: Definition = {
  id: 'return-risk',
  version: 1,
  title: { zh: '复诊流失风险', en: 'Risk of not returning' },
  question: {
    zh: '模型能比一条简单规则更早看出谁不再来吗？',
    en: 'Does a model see who will not come back better than a simple rule?',
  },
  formula: {
    zh: '每个月末，对当时在群、在世、近 365 天来过、且应当再来的人记一行（所属病种至少一半的人在首次就诊后第 180 至 539 天又来过，或近一年医生写过、且过期不超过 90 天的复诊日；分娩等一次性就诊不算）：当时已知的就诊、预约、互动、年龄、性别、病种；结果 = 之后 90 天内没有就诊。只用结果已成熟的月末。最后 3 个月末用来检验；训练只用结果在第一个检验日之前就已结束的月末（最多 12 个）。模型 = 岭回归逻辑模型（列标准化，λ = 1）；最好的单一规则在训练数据上挑选。数值 = 所采用者在检验数据上的 AUC（随机一个流失者得分高于随机一个来了的人的概率）。只有模型与规则 AUC 之差的 95% 区间（按人聚类的 DeLong 法）下限大于 0 才采用模型，否则采用规则，并说明。名单为截止日得分最高的人，人数由 capacity 决定。',
    en: 'At each month end a row for everybody then in a group, alive, seen within 365 days and expected back (at least half of the disease’s people came again 180 to 539 days after their first visit, or a visit of the year named a day that is no more than 90 days past; one-off episodes such as a birth are left out): what was known of visits, bookings, activity, age, sex and disease; outcome = no visit in the 90 days after. Only month ends whose outcome is mature count. The last 3 are the test; training uses up to 12 month ends whose outcome had ended before the first test day. Model = ridge logistic regression (z-scored columns, λ = 1); the best rule of one variable is chosen on the training rows. Value = AUC on the test rows of whichever is shipped (chance that a lost person scores above one who came). The model is shipped only if the 95 % interval of its AUC less the rule’s (DeLong, clustered by person) lies above 0, else the rule, and the answer says so. The list holds the people with the highest scores on the as-of, as many as capacity asks for.',
  },
  unit: 'ratio',
  caution: {
    zh: '联系过的人更可能来，会使结果偏乐观；特征按发生时间取，迟到的记录当作当时已知。得分表示相关，不是诊断，不得用于差别定价。',
    en: 'Those who were contacted come more often, which flatters the result; features go by the time of the event, so late records count as known. A score is an association: no diagnosis, and no basis for prices.',
  },
  requires: [['wecom/members'], ['his/visits']],
  parameters: [
    {
      name: 'capacity',
      title: { zh: '名单人数', en: 'People on the list' },
      integer: { min: 1, max: 100_000, default: 100 },
    },
    { name: 'attribution', title: { zh: '渠道归因', en: 'Channel attribution' }, values: ['first', 'last'] },
  ],
  breakdowns: [],
  filters: ['hospital', 'department', 'disease', 'stage', 'need', 'group', 'channel', 'cohort', 'memberTier'],
  hasPeriod: false,
  lists: ['in'],
}
