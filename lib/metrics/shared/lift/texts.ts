/** Words and settings that both lifts share; each room adds its own outcome. */
import type { Definition, Parameter, Text } from '../../metric.ts'

export const DESIGN: Text = {
  zh: '每个就诊日 V 都是一次“人次试验”：V 之前从未入群，且 V 之前已有满 12 个月的数据；V 起 30 天内首次入群为成员组，否则为对照组（以后再入群仍算对照）。结局从 L = V + 30 天算起，看 [L, L + 12 个月)，截止日时须已满。按科室、病种、年龄段、性别、支付方式、初复诊、前 12 个月就诊次数与消费、是否已有预约、季度分层精确匹配（L0）；覆盖不到八成成员时逐级放宽到 L4，只看覆盖率、不看结局。p1 = 匹配成员的发生率，p0 = Σ 层权重 × 该层对照的发生率，差值 = p1 − p0（ATT），RR = p1 ÷ p0。标准误按人聚类：se² = G/(G−1)·ΣΨ²，区间 ±1.96·se；两个结局的 p 值作 Holm 校正。',
  en: 'Every patient-day V is one person-trial: never in a community before V, with 12 months of data behind it. A first join in the 30 days from V makes a member, otherwise a control (who may join later and stays a control). The outcome is looked for in [L, L + 12 months) with L = V + 30 days, which must have passed. Members and controls are matched exactly on department, disease, age band, sex, payment, new or returning, visits and spend of the 12 months before, a booking ahead, and quarter (L0); where fewer than 80 % of the members find a control the match is made coarser step by step down to L4, by coverage alone, never by outcome. p1 = risk of the matched members, p0 = sum of stratum weight × risk of its controls, difference = p1 − p0 (ATT), RR = p1 / p0. Errors are clustered by person: se² = G/(G−1)·ΣΨ², interval ± 1.96·se; the p values of the two outcomes are adjusted by Holm.',
}

export const CAUTION: Text = {
  zh: '这是“关联，已匹配可见因素”，不是“因为社群”：看不见的忠诚度可以造出同样的差异，只有随机邀请才能证明因果。匹配成员不足 100 人、对照有效样本不足 100、任一组事件不足 10、覆盖率低于 60% 或变量失衡（|SMD| ≥ 0.25）时只说“证据不足”。安慰剂结局（就诊前 12 个月的推荐）若事先就更高，则不判定更高。',
  en: 'An association with visible factors matched, never “because of the community”: a loyalty that nobody recorded makes the same difference, and only a randomised invitation proves a cause. With fewer than 100 matched members, 100 effective controls or 10 events in an arm, coverage below 60 % or imbalance (|SMD| of .25 or more) the evidence is insufficient. Where the placebo outcome (referrals in the 12 months before the visit) is higher beforehand already, “higher” is not claimed.',
}

export const DENOMINATOR: Text = {
  zh: '匹配到对照的成员人次（同一人可有多次就诊日）；员工、测试患者和 L 之前去世的人不计',
  en: 'Matched member trials (a person may have several visits); staff, test patients and people who died before L are out',
}

const SENSITIVITY: Parameter = {
  name: 'sensitivity',
  title: { zh: '第二种估计（熵平衡）', en: 'Second estimator (entropy balancing)' },
  values: ['off', 'on'],
}

const CAPTURE: Parameter = {
  name: 'referralCapture',
  title: { zh: '推荐来源问了谁', en: 'Who is asked for the referrer' },
  values: ['everyone', 'members'],
}

/** What is the same in both definitions. */
export const LIFT_SHAPE = {
  unit: 'points',
  caution: CAUTION,
  denominator: DENOMINATOR,
  breakdowns: ['department', 'disease'],
  filters: ['department', 'disease'],
  hasPeriod: false,
  lists: ['in', 'out'],
  parameters: [SENSITIVITY, CAPTURE],
} satisfies Partial<Definition>
