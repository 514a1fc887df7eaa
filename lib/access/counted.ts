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
import { asRecord, cells, STEP, steps } from './inner.ts'

const persons = part('persons')
/** Those who wait for their own months beside those who are judged. */
const withImmature = plus(denominator, part('immature'))
const response = {
  counts: [part('invited'), ...share('responseRate', part('invited')).counts],
  hides: ['invited', 'responseRate'],
}
const LIFT: Counted = ratio({
  numbers: [...RATIO, part('events', 'controls')],
  blocks: [
    block(['eligiblePersons', 'matchedPersons', 'eligibleTrials', 'firstJoins'], ['coverage']),
    block(['controls', 'controlTrials', 'controlPersons']),
    block(['waiting']),
  ],
})
/** Everybody in a row that holds all steps. */
const JOINED = plus(part('steps', 'join', 'denominator'), part('steps', 'join', 'parts', 'inProgress'))

export const COUNTED: Readonly<Record<MetricId, Counted>> = {
  activity: {
    row: persons,
    numbers: [part('activePersons'), minus(persons, part('activePersons'))],
    blocks: [block(['mature', 'immature'], ['itt']), block(['incompleteWindows'])],
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
      block(['immature']),
      block(['dead']),
      block(['dismissed']),
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
    blocks: [block(['immature']), { counts: [minus(denominator, part('payers'))], hides: ['payers'] }],
  },
  'predicted-ltv': {
    row: denominator,
    numbers: [denominator],
    blocks: [
      record('levels', ['disease-fine', 'disease-coarse', 'all-fine', 'all-coarse', 'everybody']),
      record('holdout', ['people', 'sample']),
    ],
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
  // Money of 1 to 4 visits is money of no more people.
  revenue: {
    row: part('people'),
    numbers: [part('visits')],
    blocks: [share('returnVisitRate', part('visits'))],
  },
  'booked-share': ratio({ row: persons }),
  health: {
    row: plus(denominator, part('missing'), part('immature')),
    numbers: [denominator, persons],
    blocks: [block(['missing']), block(['immature']), block(['lower', 'higher', 'same'])],
  },
  members: ratio({
    row: (figure) => persons(figure) ?? denominator(figure),
    blocks: [
      block(['upgrades']),
      {
        counts: [part('granted'), part('redeemed'), minus(part('granted'), part('redeemed'))],
        hides: ['granted', 'redeemed', 'redemptionRate'],
      },
      share('highValueShare', part('people')),
    ],
  }),
  'tier-flow': ratio({
    row: (figure) => persons(figure) ?? denominator(figure),
    blocks: [block(['up', 'down', 'enrolled', 'same', 'left']), block(['joined'])],
  }),
  points: { row: persons, numbers: [persons], blocks: [block(['holders'], ['perHolder'])] },
  'high-value': { row: persons, numbers: [part('people'), persons], blocks: [block(['pool'])] },
  'return-interval': ratio({
    blocks: [
      share('share', denominator),
      {
        counts: [
          part('before', 'people'),
          part('before', 'returned'),
          minus(part('before', 'people'), part('before', 'returned')),
        ],
        hides: ['before', 'change'],
      },
    ],
  }),
  'follow-up': ratio({ row: persons, blocks: [block(['early', 'later', 'none']), block(['immature'])] }),
  referral: ratio({ blocks: [block(['firstVisits'], ['per100']), block(['invited']), block(['joined'])] }),
  content: ratio({
    blocks: [
      share('click', denominator),
      share('share', denominator),
      { counts: [part('toJoinOf'), ...share('toJoin', part('toJoinOf')).counts], hides: ['toJoinOf', 'toJoin'] },
      {
        counts: [part('toBookingOf'), ...share('toBooking', part('toBookingOf')).counts],
        hides: ['toBookingOf', 'toBooking'],
      },
    ],
  }),
  'push-pressure': ratio({
    keeps: [
      'pushes',
      'deliveries',
      'memberWeeks',
      'sendsPerWeek',
      'open',
      'openOf',
      'openBefore',
      'openBeforeOf',
    ].concat(['openChange', 'signals', 'level']),
    blocks: [
      {
        counts: [part('quitsWithin'), part('quitsOutside')],
        hides: ['quitsWithin', 'quitsOutside', 'quitRatio', 'perThousandWithin', 'perThousandOutside'],
      },
      {
        counts: [part('openOf'), shareOf(part('open', 'value'), part('openOf'))],
        hides: ['open', 'openOf', 'openChange'],
      },
      {
        counts: [part('openBeforeOf'), shareOf(part('openBefore', 'value'), part('openBeforeOf'))],
        hides: ['openBefore', 'openBeforeOf', 'openChange'],
      },
    ],
  }),
  campaign: ratio({
    row: (figure) => persons(figure) ?? denominator(figure),
    blocks: [
      { counts: [part('completed'), minus(numerator, part('completed'))], hides: ['completed'] },
      {
        counts: [part('granted'), part('redeemed'), minus(part('granted'), part('redeemed'))],
        hides: ['granted', 'redeemed', 'redemptionRate'],
      },
      block(['liveViewers']),
      { counts: [part('booked'), minus(numerator, part('booked'))], hides: ['booked', 'bookedRate'] },
      { counts: [part('commented'), minus(persons, part('commented'))], hides: ['commented'] },
    ],
  }),
  coupons: ratio({
    row: persons,
    blocks: [
      block(['expired', 'outstanding'], ['expiredShare', 'outstandingShare', 'settledRate']),
      {
        counts: [
          ...['followed', 'following', 'unmatched', 'visited'].map((name) => part(name)),
          minus(part('followed'), part('visited')),
        ],
        hides: ['followed', 'following', 'unmatched', 'visited', 'visitRate', 'visitLow', 'visitHigh'],
      },
    ],
  }),
  nps: {
    row: denominator,
    numbers: [denominator, part('promoters'), part('detractors'), part('passives')],
    blocks: [response],
  },
  satisfaction: ratio({
    blocks: [record('scores', ['1', '2', '3', '4', '5'], ['meanLow', 'meanHigh']), response],
  }),
  'at-risk': {
    row: value,
    numbers: [value],
    blocks: [
      block(['new']),
      block(['booked']),
      block(['heldOut']),
      record('byValue', ['high', 'mid', 'low', 'none']),
      record('heldBack', ['dead', 'optedOut', 'contacted']),
      {
        counts: [
          ...['contacted', 'recovered', 'pending', 'holdout', 'holdoutRecovered'].map((name) => part(name)),
          minus(part('contacted'), part('recovered')),
          minus(part('holdout'), part('holdoutRecovered')),
        ],
        hides: ['contacted', 'recovered', 'pending', 'holdout', 'holdoutRecovered', 'uplift'],
      },
    ],
    sums: [],
  },
  'return-risk': { row: part('people'), numbers: [part('n')] },
  'drop-out': ratio({ blocks: [block(['ownEpisodes']), block(['returned'])] }),
  'match-rate': ratio({ blocks: [record('byMethod', ['link', 'mobile', 'other'])] }),
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
