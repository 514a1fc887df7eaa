import type { Definition } from '../metric.ts'

export const definition: Definition = {
  id: 'health',
  version: 1,
  title: { zh: '指标改善', en: 'Change of a reading' },
  question: {
    zh: '进群之后，糖化血红蛋白这些指标变好了吗？',
    en: 'Did readings such as HbA1c improve after joining?',
  },
  formula: {
    zh: '平均变化 =（后测 − 基线）的均值，同一人配对。基线：离首次入群日最近的一次，范围入群前 90 天到后 14 天；后测：离入群日 + months 个月最近的一次，范围 ±60 天，且晚于基线；一样近取较早的。默认只认化验值（method=lab）。只算入群日 + months 个月 + 60 天已过的人。区间：均值 ± t(n−1)·sd ÷ √n，30 对起用正态。missing = 有基线而没有后测的人。单位：糖化 %（mmol/mol × 0.09148 + 2.152），血糖 mmol/L（mg/dL ÷ 18.016）。分档（band）按基线值：糖化 7、8、9，血糖 7、10、13.9，收缩压 130、140、160，舒张压 80、90、100，体重 60、75、90，等于界值的归上一档；band-flow = 从某一基线档出发、到各后测档的占比，lower、higher、same = 降档、升档、同档的人数。名单 in = 配对的人，out = 缺后测的人。',
    en: 'Mean of (latest − baseline), paired by person. Baseline: the reading nearest to the first join day, from 90 days before to 14 days after it. Latest: nearest to join day + months, within 60 days either way, and after the baseline; equally near: the earlier. Laboratory values only by default (method=lab). Only people for whom join day + months + 60 days is past. Interval: mean ± t(n − 1)·sd / sqrt(n), normal from 30 pairs on. missing = people with a baseline but no latest value. Units: HbA1c % (mmol/mol × 0.09148 + 2.152), glucose mmol/L (mg/dL / 18.016). Bands by the baseline: HbA1c 7, 8, 9, glucose 7, 10, 13.9, systolic 130, 140, 160, diastolic 80, 90, 100, weight 60, 75, 90, a border belongs to the band above it; band-flow = of the people of a band of the baseline, the share in each band of the latest value; lower, higher, same = people who came to a lower, a higher, the same band. Lists: in = the pairs, out = those without a latest value.',
  },
  denominator: { zh: '既有基线又有后测的人（配对数 n）', en: 'People with a baseline and a latest value (pairs, n)' },
  unit: 'reading',
  caution: {
    zh: '没有对照组：指标差的时候才来查、才进群，之后本就会往平均值回落，所以改善不能都算在社群头上。没有后测的人（missing）多半情况更差，缺得多时不要下结论。',
    en: 'There is no control group: people are measured and join when they are unwell, and readings would drift back to the mean anyway, so not all of it is the community’s doing. Those without a latest value (missing) are often the worse off: with many of them, conclude nothing.',
  },
  requires: [['wecom/members'], ['community/readings']],
  parameters: [
    {
      name: 'metric',
      title: { zh: '指标', en: 'Reading' },
      values: ['hba1c', 'glucose', 'sbp', 'dbp', 'weight'],
    },
    {
      name: 'months',
      title: { zh: '入群后几个月', en: 'Months after joining' },
      integer: { min: 1, max: 36, default: 6 },
    },
    {
      name: 'band',
      title: { zh: '基线档（空为全部）', en: 'Band of the baseline (empty: all)' },
      text: { default: '' },
    },
    { name: 'method', title: { zh: '测量方式', en: 'Method' }, values: ['lab', 'any'] },
    { name: 'attribution', title: { zh: '渠道归因', en: 'Channel attribution' }, values: ['first', 'last'] },
  ],
  breakdowns: ['band', 'band-flow', 'disease', 'group', 'department', 'hospital', 'stage', 'need', 'channel', 'cohort'],
  filters: ['hospital', 'department', 'disease', 'stage', 'need', 'group', 'channel', 'cohort', 'memberTier'],
  hasPeriod: false,
  lists: ['in', 'out', 'immature'],
}
