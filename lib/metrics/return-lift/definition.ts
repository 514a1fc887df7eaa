import type { Definition } from '../metric.ts'
import { DESIGN, LIFT_SHAPE } from '../shared/lift/texts.ts'

export const definition: Definition = {
  ...LIFT_SHAPE,
  id: 'return-lift',
  version: 1,
  title: { zh: '复诊率提升', en: 'Lift of return visits' },
  question: {
    zh: '同样的患者，入群的人一年内回来复诊的更多吗？',
    en: 'Among patients alike, do more of those who joined come back within a year?',
  },
  formula: {
    zh: `${DESIGN.zh}结局：窗口内至少有一个完成就诊日（不含线上）。未校正的 naiveRr 只作脚注：首诊后 12 个月内再来的比例，曾入群者 ÷ 从未入群者。`,
    en: `${DESIGN.en} Outcome: at least one attended patient-day (online apart) in the window. The unadjusted naiveRr is a footnote: the share seen again within 12 months of the first visit, ever members against never members.`,
  },
  numerator: {
    zh: '其中在结局窗口内至少复诊一次的人次',
    en: 'Those of them with a return visit in the window',
  },
  requires: [['his/visits'], ['wecom/members']],
}
