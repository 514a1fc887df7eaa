import type { Definition } from '../metric.ts'

export const definition: Definition = {
  id: 'match-rate',
  version: 1,
  title: { zh: '身份匹配率', en: 'Match rate' },
  question: {
    zh: '群里的人，有多少能对上医院的患者？',
    en: 'How many of the people in our communities are known as patients?',
  },
  formula: {
    zh: '匹配率 = 已对应到就诊档案的成员 ÷ 曾入群的全部成员。byMethod 为匹配依据：link 扫码、小程序或人工绑定，mobile 完整手机号在患者和成员两边都唯一。',
    en: 'Rate = members resolved to a patient record / everybody who ever joined. byMethod tells how: link = bound by QR code, mini-program or staff; mobile = the full number belongs to exactly one patient and one member.',
  },
  numerator: { zh: '其中已对应到至少一份患者档案的人', en: 'Those resolved to at least one patient record' },
  denominator: {
    zh: '截止日前曾入群的成员（患者、家属、志愿者），已退群的也算；同一人只算一次',
    en: 'Everybody who ever joined by the as-of (patients, family, volunteers), leavers included, each person once',
  },
  unit: 'ratio',
  caution: {
    zh: '家属从不对应到患者本人，一号多人、一人多绑也不强行匹配，所以不会是 100%。未匹配的人在到院、收入和复诊类指标里没有就诊记录，比较渠道前请先看这一行。',
    en: 'Family are never resolved to the patient, and shared numbers or double bindings to nobody, so it is not meant to reach 100 %. Unmatched people have no visits in every figure about visits and money: look here before comparing channels.',
  },
  requires: [['wecom/members'], ['his/patients']],
  parameters: [
    { name: 'attribution', title: { zh: '渠道归因', en: 'Channel attribution' }, values: ['first', 'last'] },
  ],
  breakdowns: ['channel', 'state', 'group', 'disease', 'department', 'hospital', 'stage', 'need', 'cohort'],
  filters: ['hospital', 'department', 'disease', 'stage', 'need', 'group', 'channel', 'state', 'cohort', 'memberTier'],
  hasPeriod: false,
  lists: ['in', 'out'],
}
