/** Where the metrics of members, their health, offers and lists count people. */
import type { MetricId } from '../metrics/catalog.ts'
import {
  block,
  type Counted,
  denominator,
  minus,
  numerator,
  part,
  plus,
  ratio,
  record,
  share,
  shareOf,
  value,
} from './count.ts'

export const persons = part('persons')
export const response = {
  counts: [part('invited'), ...share('responseRate', part('invited')).counts],
  hides: ['invited', 'responseRate'],
}
const HIDDEN_MOVES = ['down', 'enrolled', 'left']

export const OF_MEMBERS = {
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
    // All moves add up to those who began: what is hidden of them is never few together.
    blocks: [
      block(['down', 'enrolled', 'left']),
      { counts: [part('same'), plus(part('down'), part('enrolled'), part('left'))], hides: ['same', ...HIDDEN_MOVES] },
      block(['up'], ['same', ...HIDDEN_MOVES]),
      block(['joined']),
    ],
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
} satisfies Partial<Record<MetricId, Counted>>
