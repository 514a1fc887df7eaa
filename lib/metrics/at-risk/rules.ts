/** The rules: which reading of a person puts them on a list, and with which threshold. */
import type { RiskRule, Text } from '../metric.ts'

/** Everybody, where another threshold would name a disease. */
export const EVERY_DISEASE = '*'

export interface RuleFacts {
  title: Text
  /** Any one of the feeds of each entry; the rule is not covered without. */
  requires: readonly (readonly string[])[]
  /** Clinical safety: nobody is ever held out of contact. */
  isClinical: boolean
  /** The threshold that may be set, overall and per disease; the two bounds of glucose are set overall only. */
  threshold: {
    parameter: string
    unit: 'days' | 'percent' | 'factor'
    default: number
    min: number
    max: number
  }
}

const days = (parameter: string, value: number, max: number, min = 1) =>
  ({ parameter, unit: 'days', default: value, min, max }) as const

export const RULES: Readonly<Record<RiskRule, RuleFacts>> = {
  'no-reading-3d': {
    title: { zh: '多日无打卡或血糖', en: 'No check-in or glucose for days' },
    requires: [['community/activities', 'community/readings']],
    isClinical: true,
    threshold: days('noReadingDays', 3, 60),
  },
  'unstable-glucose': {
    title: { zh: '血糖不稳', en: 'Unstable glucose' },
    requires: [['community/readings']],
    isClinical: true,
    threshold: { parameter: 'glucoseCv', unit: 'percent', default: 36, min: 10, max: 100 },
  },
  'review-overdue-60d': {
    title: { zh: '复查逾期', en: 'Review overdue' },
    requires: [['his/visits']],
    isClinical: false,
    threshold: days('overdueDays', 60, 730),
  },
  'review-due-3d': {
    title: { zh: '复查将到期', en: 'Review due' },
    requires: [['his/visits']],
    isClinical: false,
    threshold: days('dueDays', 3, 60),
  },
  'drop-out-window': {
    title: { zh: '流失高峰前', en: 'Before the peak of loss' },
    requires: [['his/visits']],
    isClinical: false,
    // 0: the day that the curve of the disease proposes.
    threshold: days('triggerDay', 0, 365, 0),
  },
  'silent-60d': {
    title: { zh: '长期静默', en: 'Silent' },
    requires: [['community/messages', 'community/activities', 'community/content_events']],
    isClinical: false,
    threshold: days('silentDays', 60, 730),
  },
  'high-value-slipping': {
    title: { zh: '高价值下滑', en: 'High value slipping' },
    requires: [['his/charges'], ['his/visits']],
    isClinical: false,
    threshold: { parameter: 'gapFactor', unit: 'factor', default: 1.5, min: 1, max: 10 },
  },
  'left-group-7d': {
    title: { zh: '刚退群', en: 'Just left' },
    requires: [['wecom/members']],
    isClinical: false,
    threshold: days('leftDays', 7, 90),
  },
}
