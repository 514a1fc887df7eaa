import type { Definition } from '../metric.ts'
import { DESIGN, LIFT_SHAPE } from '../shared/lift/texts.ts'

export const definition: Definition = {
  ...LIFT_SHAPE,
  id: 'referral-lift',
  version: 1,
  title: { zh: '推荐新客提升', en: 'Lift of referrals' },
  question: {
    zh: '同样的患者，入群的人一年内带来新患者的更多吗？',
    en: 'Among patients alike, do more of those who joined bring a new patient within a year?',
  },
  formula: {
    zh: `${DESIGN.zh}结局：窗口内至少推荐来一位新患者。每位新患者只认一位推荐人：最早的一条“首诊”推荐记录（同时刻取编号小者），推荐人不是本人、不是员工；在该日之前已经就诊过的不算新患者。`,
    en: `${DESIGN.en} Outcome: at least one new patient referred in the window. A new patient has one referrer: the earliest first-visit record (at one instant the smaller id) of another person who is not staff; somebody seen before that day is not new.`,
  },
  numerator: {
    zh: '其中在结局窗口内至少推荐来一位新患者的人次',
    en: 'Those of them who referred a new patient in the window',
  },
  requires: [['his/visits'], ['wecom/members'], ['community/referrals']],
}
