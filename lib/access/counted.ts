/** Where each metric counts people. A metric that is not named here does not compile. */
import type { MetricId } from '../metrics/catalog.ts'
import type { Answer, Figure } from '../metrics/metric.ts'
import {
  block,
  type Count,
  type Counted,
  denominator,
  minus,
  numerator,
  part,
  plus,
  RATIO,
  ratio,
  record,
  share,
  shareOf,
  value,
} from './count.ts'
import { OF_MEMBERS, persons, response } from './counted-members.ts'
import { asRecord, cells, STEP, steps } from './inner.ts'

/** Those who wait for their own months beside those who are judged. */
const withImmature = plus(denominator, part('immature'))
const LIFT: Counted = ratio({
  numbers: [...RATIO, part('events', 'controls')],
  blocks: [
    block(['eligiblePersons', 'matchedPersons', 'eligibleTrials', 'firstJoins'], ['coverage']),
    block(['controls', 'controlTrials', 'controlPersons']),
    block(['waiting']),
  ],
})
/** Whose experience a prediction rests on. */
const LEVELS = ['disease-fine', 'disease-coarse', 'all-fine', 'all-coarse', 'everybody']
/** Everybody in a row that holds all steps. */
const JOINED = plus(part('steps', 'join', 'denominator'), part('steps', 'join', 'parts', 'inProgress'))

export const COUNTED: Readonly<Record<MetricId, Counted>> = {
  // Days of members: a few active people stand behind few active days; a few who never were do not show in them.
  activity: {
    row: persons,
    numbers: [part('activePersons')],
    blocks: [
      { counts: [minus(persons, part('activePersons'))], hides: ['activePersons'] },
      block(['mature', 'immature'], ['itt']),
      block(['incompleteWindows']),
    ],
  },
  // Threads, not people; a group with hardly any is no evidence of anything.
  discussion: { row: denominator, numbers: [denominator] },
  rhythm: { row: persons, numbers: [persons] },
  pool: {
    row: value,
    numbers: [value],
    blocks: [
      block(['new']),
      block(['left'], ['leaveRate']),
      { counts: [...months('new'), ...months('left')], hides: ['monthly'] },
      block(['dau']),
      block(['wau']),
      block(['mau'], ['stickiness']),
      share('speakRate', value),
      share('silentShare', value),
    ],
  },
  retention: ratio({
    row: withImmature,
    blocks: [
      // The bases of its months tell how large a cohort is, so its size is told too. Who is in it and not in the base is
      // waited for, dead or dismissed: the last two go together, so that the dead are not what is left.
      block(['immature'], ['size']),
      block(['dead', 'dismissed']),
      block(['rejoined']),
      {
        counts: [part('active', 'numerator'), minus(part('active', 'denominator'), part('active', 'numerator'))],
        hides: ['active'],
      },
      record('km', ['atRisk']),
    ],
  }),
  // The cells tell how large a cohort is, so who is still waited for is told by the figure's own base.
  cohorts: ratio({ row: withImmature, numbers: [...RATIO, part('immature')], inner: cells() }),
  'active-retention': ratio({ row: withImmature, blocks: [block(['immature'])] }),
  lifecycle: ratio({
    blocks: [
      block(['retained', 'resurrected']),
      block(['new'], ['members']),
      block(['dormant']),
      block(['lost', 'dismissed']),
      block(['rejoined']),
    ],
  }),
  'return-lift': LIFT,
  'referral-lift': LIFT,
  brand: ratio({
    blocks: [
      response,
      block(['younger']),
      {
        counts: [
          ...['community', 'doctor', 'ads', 'other', 'nothing'].map((code) => part('mentions', code)),
          shareOf(part('ads'), denominator),
        ],
        hides: ['mentions', 'ads', 'difference', 'differenceLow', 'differenceHigh', 'p'],
      },
      record('control', ['answers', 'community', 'doctor', 'ads', 'other', 'nothing']),
    ],
  }),
  funnel: {
    ...STEP,
    row: (figure) => (figure.parts?.steps === undefined ? STEP.row(figure) : JOINED(figure)),
    inner: steps(),
  },
  ltv: {
    row: withImmature,
    numbers: [denominator, part('payers')],
    blocks: [
      block(['immature']),
      { counts: [minus(denominator, part('payers'))], hides: ['payers'] },
      record('predicted', ['people']),
      { counts: LEVELS.map((level) => part('predicted', 'levels', level)), hides: ['predicted.levels'] },
    ],
  },
  'predicted-ltv': {
    row: denominator,
    numbers: [denominator],
    blocks: [record('levels', LEVELS), record('holdout', ['people', 'sample'])],
  },
  // What was spent is no matter of patients.
  cac: {
    row: () => null,
    numbers: [denominator],
    keeps: ['media', 'direct', 'shared', 'joins', 'costPerJoin', 'monthly'],
    blocks: [block(['joins'], ['costPerJoin']), { counts: months('newPatients'), hides: ['monthly'] }],
  },
  roi: {
    row: () => null,
    numbers: [part('joins')],
    keeps: ['cost'],
    blocks: [
      record('ltvCac', ['people']),
      block(['incrementalPeople'], ['incremental', 'incrementalGain', 'incrementalVerdict']),
    ],
  },
  // Money of 1 to 4 visits is money of no more people. How many of the visits are first ones is told as a share only.
  revenue: { row: part('people'), numbers: [part('visits')] },
  'booked-share': ratio({ row: persons }),
  ...OF_MEMBERS,
}

/** Points of a series whose numbers are not of the same things as the figure's. */
const SERIES: Partial<Record<MetricId, Counted>> = {
  activity: ratio(),
  points: { row: () => null, numbers: [] },
}

/** The breakdown by where people came from and went to: its rows are no parts of the figure, but of its moves. */
export const FLOW = 'flow'

/** What an answer's rows count and add up to. */
export function countedIn({ metric, by }: Pick<Answer, 'metric' | 'by'>, rows: 'groups' | 'series'): Counted {
  const id = metric as MetricId
  if (rows === 'series') return SERIES[id] ?? COUNTED[id]
  // Without a breakdown the groups are the steps themselves, which are no parts of a whole.
  if (id === 'funnel' && by === undefined) return { ...STEP, sums: [] }
  // Flows add up to those who began, and to the moves of the whole.
  if (by === FLOW) return { row: persons, numbers: [numerator], sums: [({ parts }) => String(parts?.from), moveOf] }
  return COUNTED[id]
}

/** The kind of a move; between bands whether it is up or down. */
function moveOf({ parts }: Figure): string {
  return String(parts?.move ?? Math.sign(Number(parts?.to) - Number(parts?.from)))
}

/** A number of each month of a part. */
function months(name: string): Count[] {
  const MOST = 60
  return Array.from({ length: MOST }, (_, i) => ({ parts }: Figure) => {
    const rows = parts?.monthly
    const found = Array.isArray(rows) ? asRecord(rows[i])[name] : null
    return typeof found === 'number' ? found : null
  })
}
