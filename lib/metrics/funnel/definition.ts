import { type Definition, type FunnelList, PERSON_STEPS } from '../metric.ts'

/** Everybody starts at the join, so nobody is lost before it or slow to it. */
const LISTS: readonly FunnelList[] = PERSON_STEPS.flatMap((step): FunnelList[] => [
  step,
  ...(step === 'join' ? [] : ([`${step}-slow`, `${step}-dropped`] as const)),
  `${step}-in-progress`,
])

export const definition: Definition = {
  id: 'funnel',
  version: 1,
  title: { zh: '转化漏斗', en: 'Conversion funnel' },
  question: {
    zh: '从曝光到复购，人卡在哪一步？',
    en: 'From exposure to the repeat visit: at which step do people get stuck?',
  },
  formula: {
    zh: '曝光、点击是渠道每天的次数（Σ），点击率 = Σ 点击 ÷ Σ 曝光；从入群起按人计，两段之间单位不同，不连成一个百分比（perClick = 有点击记录的渠道的入群人数 ÷ 点击，只是比值）。入群 = 首次入群；活跃 = 入群后 30 天内首次 A2 互动；咨询、预约、到院 = 入群后 90 天内、不早于上一步的第一次；复购 = 到院之后 180 天内、另一天的第一次就诊。窗口左闭右开：恰满 30 天不算。预约后取消也算预约；到院须实际就诊，线上不算。strict=true 缺一步即止；strict=false 每一步在自己的窗口里只要发生就算。value = fromJoin = 到达人数 ÷ 已成熟人数：入群到到院为入群满 90 天的人，复购与 overall 为满 270 天的人；inProgress 为其余的人。stepRate = 到达 ÷ 到达上一步（复购：到院满 180 天的人），区间为 Wilson 95%；medianHours 为到达者距上一步的小时数的中位数，medianHoursFromJoin 距入群。slow = 到达者里比其余九成人都慢的人，slowHours 为其中最快者的用时（从上一步起算；任意顺序时除复购外从入群起算）。最弱一步 = 严格顺序下、上一步至少 30 人的各步里逐步率最低、且 95% 区间整个低于其余各步的一步；与它区间重叠的并列，不单独点名。漏点 = 某渠道、社群或病种的某一步，两边都至少 30 人，逐步率低于其余人合计（Newcombe 差值区间在 0 以下，双样本比例检验经全部比较 Holm 校正后 p < 0.05）；有几处时取少走人数最多的。',
    en: 'Exposures and clicks are counts of events per channel and day, click rate = Σ clicks / Σ exposures. From the join on people are counted: the units differ, so the halves are never chained (perClick = joins by channels that logged clicks / those clicks, a mere ratio). join = first join; active = first A2 event within 30 days of it; consult, book, visit = the first one not before the previous step and within 90 days of the join; repeat = the first visit on a later day within 180 days of that visit. Windows are half-open: exactly 30 days is out. A booking that was cancelled is a booking; a visit must be attended and not online. strict=true stops at a step that is skipped; strict=false takes each step’s first event in its own window. value = fromJoin = reached / mature people: joined 90 days ago for join to visit, 270 days ago for repeat and the overall figure; inProgress = the others. stepRate = reached / reached the step before (repeat: visited 180 days ago), Wilson 95 %; medianHours = median time from the step before among those who reached it, medianHoursFromJoin from the join. slow = of those who reached it, people than whom 90 % of the others were faster; slowHours is the time of the fastest of them (from the step before; in any order from the join, but for the repeat). Weakest step = in strict order, of the steps that at least 30 people could take, the one with the lowest step rate, if its 95 % interval lies below that of every other; those that overlap with it are named together. Leak = a step of a channel, group or disease with at least 30 people on either side whose rate is below that of all the others together (Newcombe interval of the difference below 0, two-proportion test with p < 0.05 after Holm’s correction over all comparisons); of several, the one that costs most people.',
  },
  numerator: { zh: '到达该步的人（overall：复购）', en: 'People who reached the step (overall: repeat)' },
  denominator: {
    zh: '按首次入群日期选入、且该步时限已过的成员；退群的人也在内',
    en: 'Members chosen by the day of their first join whose time for the step is over; leavers stay in',
  },
  unit: 'ratio',
  caution: {
    zh: '不经咨询直接到院的患者不是流失，请把严格与任意顺序并排看。中位时长只说明已到达的人。未对应到患者档案的成员看不到预约和到院。入群月份要等全部成员到期才有结果。',
    en: 'Patients who visit without consulting are not lost: read strict and any order side by side. Median times speak of those who got there only. Members who are not resolved to a patient have no bookings or visits. A join month has no result until each of its members is mature.',
  },
  requires: [['wecom/members']],
  parameters: [
    { name: 'strict', title: { zh: '严格顺序', en: 'Strict order' }, values: ['true', 'false'] },
    { name: 'attribution', title: { zh: '渠道归因', en: 'Channel attribution' }, values: ['first', 'last'] },
  ],
  breakdowns: ['channel', 'group', 'disease', 'month', 'stage', 'department', 'hospital', 'need', 'cohort'],
  filters: ['hospital', 'department', 'disease', 'stage', 'need', 'group', 'channel', 'cohort', 'memberTier'],
  hasPeriod: true,
  lists: LISTS,
}
