import type { Definition } from '../metric.ts'

export const definition: Definition = {
  id: 'referral',
  version: 1,
  title: { zh: '老带新', en: 'Referrals' },
  question: {
    zh: '新患者里有多少是熟人带来的？有多少成员带来过新患者？',
    en: 'How many new patients came through somebody they know, and how many members brought one?',
  },
  formula: {
    zh: 'side=patients：占比 = 有推荐人记录的新患者 ÷ 新患者（首个就诊日在期内）；按院区、科室、病种筛选或分组时用首个就诊日的，其余用其首次入群的，没入过群为 unknown。side=members：占比 = 期内带来过新患者到院的成员 ÷ 期末前已入群的成员（离群者也算）；firstVisits = 他们带来的新患者数，per100 = 每百名成员带来几人。推荐只认到院登记（first_visit）：每位新患者取最早一条，推荐人不是本人、不是员工；此前已就诊过的不算；推荐人须已入群（side=members）。invited、joined = 期内成员发出邀请、邀请入群的记录数。默认截止日前 365 天。给出日期时按自然月列出 series。',
    en: 'side=patients: share = new patients with a recorded referrer / new patients (first patient-day in the period); a filter or breakdown by hospital, department or disease uses that of the first patient-day, any other that of their first join, unknown for people who never joined. side=members: share = members who brought a new patient in the period / people with a first join by its end, leavers included; firstVisits = the new patients they brought, per100 = per hundred members. Only records of a first visit count: of each new patient the earliest, of another person who is not staff; none for a patient seen before; the referrer must have joined before (side=members). invited, joined = records of invitations and of joins after one, by members in the period. By default the 365 days up to the as-of. With a period, the series gives its calendar months.',
  },
  numerator: {
    zh: '其中由人推荐来的（或带来过新患者的）',
    en: 'Of them, those referred (or those who brought somebody)',
  },
  denominator: { zh: '期内新患者（或已入群的成员）', en: 'New patients of the period (or members)' },
  unit: 'ratio',
  caution: {
    zh: '只有前台对每位新患者都问“谁推荐您来的”，占比才可信；没问到的都算成没有推荐，所以这是下限。小程序分享只有成员有，不计入。',
    en: 'The share can be trusted only where the front desk asks every new patient who sent them; whoever was not asked counts as not referred, so it is a lower bound. Shares from the mini-program exist for members only and do not count.',
  },
  requires: [['his/visits'], ['community/referrals']],
  parameters: [
    { name: 'side', title: { zh: '看哪一边', en: 'Side' }, values: ['patients', 'members'] },
    { name: 'attribution', title: { zh: '渠道归因', en: 'Channel attribution' }, values: ['first', 'last'] },
  ],
  breakdowns: ['disease', 'channel', 'group', 'department', 'hospital', 'stage', 'need', 'cohort'],
  filters: ['hospital', 'department', 'disease', 'stage', 'need', 'group', 'channel', 'cohort', 'memberTier'],
  hasPeriod: true,
  lists: ['in', 'out'],
}
