/** What a reader must know about the data behind a month. Pure. */
import { totalOf } from '../../quality/report.ts'
import type { Report } from '../report.ts'
import { pairOf } from '../table.ts'
import { clause, count, type Finding, number, text, valueClause } from './finding.ts'

/** A feed whose last record lies further back than this is named. */
const LATE_DAYS = 3

export function dataFindings(report: Report): Finding[] {
  return [...unfinished(report), ...matched(report), ...feedFindings(report)]
}

/** A month that is not over: everything about it is provisional. */
function unfinished({ month }: Report): Finding[] {
  if (month.isFinished) return []
  const slots = { month: text(month.month), day: text(month.asOf) }
  return [{ id: 'unfinished', kind: 'data', clauses: [clause('unfinished', slots)], calls: [] }]
}

function matched(report: Report): Finding[] {
  const { now, calls } = pairOf(report, 'match-rate')
  if (!now || now.value === null) return []
  const clauses = [valueClause('match-rate', now, 'ratio', 'people'), clause('unmatched')]
  return [{ id: 'match-rate', kind: 'data', clauses, calls: calls.slice(0, 1) }]
}

function feedFindings({ feeds }: Report): Finding[] {
  if (!feeds) return []
  const missing = feeds.filter((feed) => !feed.covered).map(({ feed }) => ({ feed }))
  const late = feeds.filter((feed) => feed.covered && (feed.delay ?? 0) > LATE_DAYS)
  const total = totalOf(feeds)
  const accounts = clause('accounts', {
    ...{ read: count(total.read), loaded: count(total.loaded), duplicate: count(total.duplicate) },
    ...{ superseded: count(total.superseded), quarantined: count(total.quarantined) },
  })
  return [
    ...(missing.length > 0
      ? [
          {
            id: 'feeds-missing',
            kind: 'data' as const,
            clauses: [clause('feedsMissing', { feeds: { list: missing } })],
            calls: [],
          },
        ]
      : []),
    ...late.map(
      (feed): Finding => ({
        id: `late.${feed.feed}`,
        kind: 'data',
        clauses: [
          clause('late', {
            ...{ feed: { feed: feed.feed }, day: text(feed.lastDay ?? '') },
            days: number(feed.delay, 'days'),
          }),
        ],
        calls: [],
      }),
    ),
    { id: 'accounts', kind: 'data', clauses: [accounts], calls: [] },
  ]
}
