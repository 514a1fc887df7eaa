/** The plainly fictional hospital: sites, departments, doctors and the diseases that its communities are about. */

export const MAIN_SITE = '和安示范医院本部'
export const EAST_SITE = '和安示范医院东院'

export interface Disease {
  id: string
  code: string
  name: string
  department: string
  /** Share of all patients. */
  share: number
  /** Days between episodes of care, the usual planned return. */
  cycle: number
  /** Log-odds that a regular patient comes back for another episode, before anything else is known. */
  keep: number
  /** Log-odds of booking the next episode before leaving. */
  book: number
  /** Mean number of further visits within three weeks of an episode's first (results, dressings). */
  follow: number
  /** Log-odds shift of joining a community at the desk. */
  join: number
  femaleShare: number
  /** Age at the first visit: mean, standard deviation, lowest, highest. */
  age: readonly [number, number, number, number]
  /** Medians in yuan. */
  exam: number
  drug: number
  surgery?: { chance: number; afterDays: number; nights: number; cost: number }
}

export const DISEASES: readonly Disease[] = [
  disease('diabetes', 'E11.900', '2型糖尿病', '内分泌科', {
    share: 0.33,
    cycle: 60,
    keep: 0.95,
    book: -0.2,
    follow: 1,
    join: 0.35,
    femaleShare: 0.46,
    age: [57, 11, 28, 86],
    exam: 80,
    drug: 160,
  }),
  disease('thyroid', 'E04.900', '甲状腺结节', '内分泌科', {
    share: 0.18,
    cycle: 80,
    keep: 0.5,
    book: -0.5,
    follow: 0.9,
    join: -0.1,
    femaleShare: 0.74,
    age: [44, 12, 18, 80],
    exam: 120,
    drug: 75,
  }),
  disease('obesity', 'E66.900', '肥胖症', '内分泌科', {
    share: 0.03,
    cycle: 30,
    keep: 0.3,
    book: -0.4,
    follow: 0.6,
    join: 0.5,
    femaleShare: 0.62,
    age: [33, 8, 18, 58],
    exam: 95,
    drug: 200,
  }),
  disease('gestational', 'O24.400', '妊娠期糖尿病', '妇产科', {
    share: 0.09,
    cycle: 28,
    keep: 0.55,
    book: 0.3,
    follow: 1.3,
    join: 0.3,
    femaleShare: 1,
    age: [30, 4.5, 20, 44],
    exam: 135,
    drug: 55,
    surgery: { chance: 0.16, afterDays: 60, nights: 4, cost: 7_800 },
  }),
  disease('postpartum', 'Z39.200', '产后随诊', '妇产科', {
    share: 0.1,
    cycle: 42,
    keep: 0.05,
    book: -0.3,
    follow: 0.7,
    join: 0.3,
    femaleShare: 1,
    age: [30, 4.5, 20, 45],
    exam: 100,
    drug: 50,
  }),
  disease('joint', 'M17.900', '膝关节病', '骨科', {
    share: 0.08,
    cycle: 90,
    keep: 0.2,
    book: -0.2,
    follow: 1.3,
    join: 0.1,
    femaleShare: 0.6,
    age: [67, 8, 45, 88],
    exam: 160,
    drug: 80,
    surgery: { chance: 0.2, afterDays: 16, nights: 7, cost: 36_000 },
  }),
  disease('osteoporosis', 'M81.900', '骨质疏松', '骨科', {
    share: 0.05,
    cycle: 90,
    keep: 0.35,
    book: -0.5,
    follow: 0.6,
    join: 0.1,
    femaleShare: 0.8,
    age: [69, 8, 50, 90],
    exam: 105,
    drug: 150,
  }),
  disease('cataract', 'H25.900', '年龄相关性白内障', '眼科', {
    share: 0.08,
    cycle: 100,
    keep: -0.1,
    book: -0.4,
    follow: 1,
    join: -0.1,
    femaleShare: 0.56,
    age: [72, 8, 50, 92],
    exam: 130,
    drug: 45,
    surgery: { chance: 0.3, afterDays: 12, nights: 1, cost: 6_900 },
  }),
  disease('myopia', 'H52.100', '近视', '眼科', {
    share: 0.06,
    cycle: 110,
    keep: 0.45,
    book: -0.2,
    follow: 0.4,
    join: 0.2,
    femaleShare: 0.51,
    age: [12, 4, 6, 30],
    exam: 100,
    drug: 260,
  }),
]

function disease(
  id: string,
  code: string,
  name: string,
  department: string,
  rest: Omit<Disease, 'id' | 'code' | 'name' | 'department'>,
): Disease {
  return { id, code, name, department, ...rest }
}

export function diseaseOf(id: string): Disease {
  const found = DISEASES.find((item) => item.id === id)
  if (!found) throw new Error(`no disease ${id}`)
  return found
}

export const DOCTORS: Readonly<Record<string, readonly string[]>> = {
  内分泌科: ['林知远', '许念安', '沈牧野'],
  妇产科: ['苏桐岚', '梁梦溪', '顾清秋'],
  骨科: ['程长庚', '董砚之'],
  眼科: ['叶景明', '傅听雪'],
}

/** Kinds of payer, with their shares. */
export const PAYERS: readonly (readonly [string, number])[] = [
  ['城镇职工医保', 0.68],
  ['城乡居民医保', 0.28],
  ['自费', 0.035],
  ['', 0.005],
]
