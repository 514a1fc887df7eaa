/** The twelve communities, each with a character of its own; a larger hospital has each of them several times. */
import { EAST_SITE, MAIN_SITE } from './hospital.ts'

export type Character = 'thriving' | 'ordinary' | 'graveyard' | 'young' | 'dismissed'

export interface Community {
  id: string
  name: string
  character: Character
  hospital: string
  department: string
  diseases: readonly string[]
  stage: string
  need: string
  tier: string
  /** Day of creation and, for the dismissed one, of dismissal. */
  opens: number
  dismissed: number | null
  /** Mean probability that a settled member is active on a day. */
  active: number
  /** Share of active days with a message, and with a check-in. */
  speak: number
  checkin: number
  /** Share of threads that the staff start. */
  staffLed: number
  /** Share of members still there after six months. */
  stay: number
  /** Pushes a week and the share of members who open one. */
  pushes: number
  opensRate: number
  nurse: string
  doctor: string
  bot: string
  /** How readily members are sent here, against the other groups of the disease. */
  weight: number
}

type Template = Omit<Community, 'id' | 'opens' | 'dismissed' | 'nurse' | 'doctor' | 'bot'> & {
  code: string
  /** Day of creation as a share of the window; days before its end where negative. */
  start: number
  end?: number
}

const BASE = { character: 'ordinary' as Character, tier: 'core', pushes: 1, opensRate: 0.2, weight: 1 }

const TEMPLATES: readonly Template[] = [
  {
    ...BASE,
    code: 'DM1',
    name: '糖友同行·2型糖尿病',
    character: 'thriving',
    hospital: MAIN_SITE,
    department: '内分泌科',
    diseases: ['diabetes'],
    stage: '新诊',
    need: '控糖打卡',
    start: 0.005,
    active: 0.4,
    speak: 0.42,
    checkin: 0.55,
    staffLed: 0.3,
    stay: 0.76,
    opensRate: 0.34,
  },
  {
    ...BASE,
    code: 'DM2',
    name: '稳糖之家·2型糖尿病',
    hospital: EAST_SITE,
    department: '内分泌科',
    diseases: ['diabetes'],
    stage: '稳定期',
    need: '复诊随访',
    start: 0.05,
    active: 0.19,
    speak: 0.32,
    checkin: 0.45,
    staffLed: 0.55,
    stay: 0.6,
  },
  {
    ...BASE,
    code: 'TH1',
    name: '甲状腺结节随访',
    hospital: MAIN_SITE,
    department: '内分泌科',
    diseases: ['thyroid'],
    stage: '随访期',
    need: '报告解读',
    start: 0.02,
    active: 0.15,
    speak: 0.4,
    checkin: 0.1,
    staffLed: 0.6,
    stay: 0.57,
  },
  {
    ...BASE,
    code: 'GD1',
    name: '孕期控糖营',
    hospital: MAIN_SITE,
    department: '妇产科',
    diseases: ['gestational'],
    stage: '孕期',
    need: '控糖打卡',
    start: 0.01,
    active: 0.29,
    speak: 0.45,
    checkin: 0.5,
    staffLed: 0.42,
    stay: 0.53,
    opensRate: 0.28,
  },
  {
    ...BASE,
    code: 'PP1',
    name: '新妈妈成长营',
    hospital: MAIN_SITE,
    department: '妇产科',
    diseases: ['postpartum', 'gestational'],
    stage: '产后',
    need: '喂养与康复',
    start: 0.04,
    active: 0.27,
    speak: 0.55,
    checkin: 0.15,
    staffLed: 0.38,
    stay: 0.64,
    opensRate: 0.26,
    weight: 0.8,
  },
  {
    ...BASE,
    code: 'JT1',
    name: '膝关节康复训练营',
    hospital: MAIN_SITE,
    department: '骨科',
    diseases: ['joint'],
    stage: '术后康复',
    need: '康复训练',
    start: 0.01,
    active: 0.23,
    speak: 0.38,
    checkin: 0.45,
    staffLed: 0.5,
    stay: 0.66,
  },
  {
    ...BASE,
    code: 'JT2',
    name: '东院骨关节病友',
    hospital: EAST_SITE,
    department: '骨科',
    diseases: ['joint', 'osteoporosis'],
    stage: '保守治疗',
    need: '复诊随访',
    tier: 'edge',
    start: 0.12,
    active: 0.13,
    speak: 0.35,
    checkin: 0.15,
    staffLed: 0.65,
    stay: 0.52,
  },
  {
    ...BASE,
    code: 'OS1',
    name: '强骨计划·骨质疏松',
    character: 'dismissed',
    hospital: MAIN_SITE,
    department: '骨科',
    diseases: ['osteoporosis'],
    stage: '长期用药',
    need: '用药提醒',
    tier: 'edge',
    start: 0.06,
    end: 0.56,
    active: 0.12,
    speak: 0.3,
    checkin: 0.15,
    staffLed: 0.75,
    stay: 0.55,
  },
  {
    ...BASE,
    code: 'CT1',
    name: '清晰视界·白内障',
    hospital: MAIN_SITE,
    department: '眼科',
    diseases: ['cataract'],
    stage: '围手术期',
    need: '术后护理',
    start: 0.03,
    active: 0.1,
    speak: 0.35,
    checkin: 0.1,
    staffLed: 0.65,
    stay: 0.62,
  },
  {
    ...BASE,
    code: 'MY1',
    name: '青少年近视防控',
    hospital: EAST_SITE,
    department: '眼科',
    diseases: ['myopia'],
    stage: '防控期',
    need: '用眼打卡',
    start: 0.02,
    active: 0.18,
    speak: 0.4,
    checkin: 0.35,
    staffLed: 0.5,
    stay: 0.61,
  },
  {
    ...BASE,
    code: 'EY9',
    name: '眼科福利专享',
    character: 'graveyard',
    hospital: EAST_SITE,
    department: '眼科',
    diseases: ['cataract', 'myopia'],
    stage: '不限',
    need: '优惠活动',
    tier: 'interest',
    start: 0.1,
    active: 0.12,
    speak: 0.2,
    checkin: 0,
    staffLed: 0.95,
    stay: 0.42,
    pushes: 8,
    opensRate: 0.2,
    weight: 0.5,
  },
  {
    ...BASE,
    code: 'WT1',
    name: '轻盈体重管理',
    character: 'young',
    hospital: MAIN_SITE,
    department: '内分泌科',
    diseases: ['obesity', 'diabetes'],
    stage: '新诊',
    need: '体重打卡',
    start: -66,
    active: 0.3,
    speak: 0.45,
    checkin: 0.5,
    staffLed: 0.45,
    stay: 0.66,
    opensRate: 0.3,
    weight: 0.25,
  },
]

/** Codes of nurses' accounts, one a community. */
const NURSES = ['lin', 'chen', 'zhao', 'gu', 'tang', 'he', 'luo', 'peng', 'wei', 'shen', 'qiu', 'fang']

/** The communities of a hospital of the given size; about 250 members each, as a WeCom group holds no more than 500. */
export function planCommunities(start: number, end: number, patients: number): Community[] {
  const copies = Math.max(1, Math.round(patients / 12_000))
  const length = end - start + 1
  const place = (share: number) => (share < 0 ? Math.max(start, end + share) : start + Math.round(share * length))
  const communities: Community[] = []
  for (let copy = 1; copy <= copies; copy += 1) {
    for (const [index, { code, start: from, end: until, ...rest }] of TEMPLATES.entries()) {
      const serial = copies === 1 ? '' : `-${copy}`
      const nurse = `nurse_${NURSES[index] ?? 'an'}${serial}`
      communities.push({
        ...rest,
        id: `wr${code}${serial}`,
        name: copies === 1 ? rest.name : `${rest.name}${copy}群`,
        opens: place(from),
        dismissed: until === undefined ? null : place(until),
        nurse,
        doctor: `doctor_${code.toLowerCase()}${serial}`,
        bot: `wb_${code.toLowerCase()}${serial}`,
      })
    }
  }
  return communities
}
