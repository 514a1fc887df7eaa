/** Where the funnel loses most, what channels cost and bring back, members and outcomes. Pure; no claim of cause. */
import type { Answer, Figure, GroupFigure } from '../../metrics/metric.ts'
import { numberOf, partOf, recordOf } from '../../metrics/shared/highlights.ts'
import { isCostMissing } from '../channels-table.ts'
import type { Report } from '../report.ts'
import { idsOf, pairOf } from '../table.ts'
import { weakestStep } from '../weakest-step.ts'
import { movedClauses } from './changes.ts'
import {
  type Clause,
  clause,
  count,
  type Finding,
  number,
  row,
  type Slot,
  span,
  stateClause,
  text,
  valueClause,
} from './finding.ts'

export function funnelFindings(report: Report): Finding[] {
  const { answer } = report.entries.funnel ?? {}
  const weakest = weakestStep(answer)
  if (!weakest) {
    const state = answer && stateClause('funnel', answer.overall)
    return state ? [{ id: 'weakest-step', kind: 'unknown', clauses: [state], calls: ['funnel'] }] : []
  }
  const clauses = [
    clause('weakest', {
      step: row(`step-${weakest.step}`),
      counts: { numerator: weakest.reached, denominator: weakest.from, base: 'people' },
      value: number(weakest.rate, 'ratio'),
      interval: { low: weakest.low, high: weakest.high, unit: 'ratio' },
    }),
    ...(weakest.next
      ? [
          clause(weakest.isApart ? 'weakestApart' : 'weakestUnclear', {
            next: row(`step-${weakest.next.step}`),
            interval: { low: weakest.next.low, high: weakest.next.high, unit: 'ratio' },
          }),
        ]
      : []),
  ]
  return [{ id: 'weakest-step', kind: 'result', clauses, calls: ['funnel'] }]
}

export function funnelWaiting(report: Report): Finding[] {
  const steps = report.entries.funnel?.answer.groups
  const waitingFor = (step: string) =>
    partOf(
      steps?.find((g) => g.key === step),
      'inProgress',
    )
  const [visit, repeat] = [waitingFor('visit'), waitingFor('repeat')]
  if (!visit && !repeat) return []
  const slots = { visit: number(visit, 'people'), repeat: number(repeat, 'people') }
  return [{ id: 'funnel-waiting', kind: 'unknown', clauses: [clause('funnelWaiting', slots)], calls: ['funnel'] }]
}

export function channelFindings(report: Report): Finding[] {
  return [...costFinding(report), ...missingCosts(report), ...worthFinding(report), ...roiFinding(report)]
}

function costFinding(report: Report): Finding[] {
  const month = report.entries['cac-month']
  const figure = month?.answer.overall
  if (!month || !figure || isCostMissing(figure)) return []
  const state = stateClause('cac-month', figure)
  const spent = number(figure.numerator ?? null, 'fen')
  if (figure.state === 'empty' && figure.numerator) {
    return [{ id: 'cac', kind: 'result', clauses: [clause('spentForNobody', { spent })], calls: [month.id] }]
  }
  if (state) return [{ id: 'cac', kind: 'unknown', clauses: [state], calls: [month.id] }]
  const patients = number(figure.denominator ?? null, 'people')
  const said = clause('cac', { spent, patients, value: number(figure.value, 'fen') })
  const few = figure.state === 'few' ? [clause('fewPatients')] : []
  return [{ id: 'cac', kind: 'result', clauses: [said, ...few], calls: [month.id] }]
}

/** Channels with a blank where a cost should be: they have no cost, and neither has the total. */
function missingCosts(report: Report): Finding[] {
  const finding = (call: 'cac-month' | 'cac', key: string): Finding[] => {
    const entry = report.entries[call]
    const names = (entry?.answer.groups ?? []).filter(isCostMissing).map(channelName)
    if (names.length === 0) return []
    return [
      { id: `${call}-missing`, kind: 'data', clauses: [clause(key, { channels: { list: names } })], calls: [call] },
    ]
  }
  const ofMonth = finding('cac-month', 'costMissingMonth')
  return ofMonth.length > 0 ? ofMonth : finding('cac', 'costMissingYear')
}

function channelName(channel: GroupFigure): Slot {
  return channel.key === 'unknown' ? row('unknown-channel') : text(channel.label)
}

/** Which channels bring in more than they cost, by the interval of what a person is worth. */
function worthFinding(report: Report): Finding[] {
  const { ltv, cac } = report.entries
  if (!ltv || !cac) return []
  const sides: Record<'above' | 'below' | 'unclear', Slot[]> = { above: [], below: [], unclear: [] }
  for (const channel of ltv.answer.groups ?? []) {
    const cost = cac.answer.groups?.find((g) => g.key === channel.key)
    if (cost?.value == null || channel.value === null) continue
    sides[sideOf(channel, cost)].push(channelName(channel))
  }
  const clauses = (['above', 'below', 'unclear'] as const).flatMap((side) =>
    sides[side].length > 0 ? [clause(`worth.${side}`, { channels: { list: sides[side] } })] : [],
  )
  if (clauses.length === 0) return []
  const compared = [clause('worth.heading'), ...clauses, clause('worth.caution')]
  return [{ id: 'worth', kind: 'result', clauses: compared, calls: ['ltv', 'cac'] }]
}

function sideOf(worth: Figure, cost: Figure): 'above' | 'below' | 'unclear' {
  if (worth.state !== 'ok' || cost.state !== 'ok' || cost.value === null) return 'unclear'
  if (typeof worth.low === 'number' && worth.low > cost.value) return 'above'
  if (typeof worth.high === 'number' && worth.high < cost.value) return 'below'
  return 'unclear'
}

function roiFinding(report: Report): Finding[] {
  const figure = report.entries.roi?.answer.overall
  if (!figure || isCostMissing(figure)) return []
  const state = stateClause('roi', figure)
  if (state) return [{ id: 'roi', kind: 'unknown', clauses: [state], calls: ['roi'] }]
  const slots = { value: number(figure.value, 'ratio'), gross: number(partOf(figure, 'gross'), 'multiple') }
  return [{ id: 'roi', kind: 'result', clauses: [clause('roi', slots), ...incrementalClauses(figure)], calls: ['roi'] }]
}

/** Only what the lift's interval allows: no gain is claimed while that is not significantly higher. */
function incrementalClauses(figure: Figure): Clause[] {
  const part = recordOf(figure, 'incremental')
  const [low, high] = [numberOf(part, 'low'), numberOf(part, 'high')]
  const interval = span(low, high, 'ratio')
  if (!interval || low === null || high === null) return [clause('incremental.unknown')]
  const slots = { value: number(numberOf(part, 'value'), 'ratio'), interval }
  if (high < 0) return [clause('incremental.below', slots)]
  const isProven = low > 0 && figure.parts?.incrementalVerdict === 'significantly_higher'
  return [clause(isProven ? 'incremental.above' : 'incremental.unproven', slots)]
}

export function channelsWaiting(report: Report): Finding[] {
  const { ltv, roi } = report.entries
  const immature = ltv && partOf(ltv.answer.overall, 'immature')
  const people: Finding[] = immature
    ? [
        {
          ...{ id: 'ltv-waiting', kind: 'unknown', calls: ['ltv'] },
          clauses: [clause('ltvWaiting', { people: number(immature, 'people') }), ...immatureChannels(ltv.answer)],
        },
      ]
    : []
  const observed = roi && partOf(roi.answer.overall, 'paybackObserved')
  const isOpen = observed && roi.answer.overall.state === 'ok' && partOf(roi.answer.overall, 'paybackMonth') === null
  if (!isOpen) return people
  const clauses = [clause('notPaidBack', { months: count(observed) })]
  return [...people, { id: 'payback', kind: 'unknown', clauses, calls: ['roi'] }]
}

function immatureChannels(answer: Answer): Clause[] {
  const waiting = (answer.groups ?? []).filter((g) => g.state === 'immature' && g.maturesOn)
  return waiting.map((g) => clause('channelMatures', { channel: channelName(g), day: text(g.maturesOn ?? '') }))
}

export function memberFindings(report: Report): Finding[] {
  return [...tierFinding(report), ...npsFinding(report), ...healthFinding(report)]
}

function tierFinding(report: Report): Finding[] {
  const { now, last, calls } = pairOf(report, 'members')
  if (!now) return []
  const state = stateClause('members', now)
  const clauses = state
    ? [state]
    : [valueClause('members', now, 'ratio', 'people'), ...(last ? movedClauses('members', now, last) : [])]
  return [{ id: 'members', kind: 'result', clauses, calls }]
}

function npsFinding(report: Report): Finding[] {
  const { now, last, calls } = pairOf(report, 'nps')
  if (!now) return []
  const state = stateClause('nps', now)
  if (state) return [{ id: 'nps', kind: 'result', clauses: [state], calls }]
  const interval = span(now.low, now.high, 'score')
  const said = clause(interval ? 'nps' : 'npsOnly', {
    ...{ value: number(now.value, 'score'), answers: count(now.denominator ?? 0), ...(interval && { interval }) },
    response: number(partOf(now, 'responseRate'), 'ratio'),
  })
  const isNewWave = last?.value != null && now.parts?.wave !== last.parts?.wave
  const change = isNewWave && last ? movedClauses('nps', now, last, 'score') : []
  return [{ id: 'nps', kind: 'result', clauses: [said, ...change], calls: isNewWave ? calls : calls.slice(0, 1) }]
}

function healthFinding(report: Report): Finding[] {
  const entry = report.entries.health
  const figure = entry?.answer.overall
  if (!figure) return []
  const state = stateClause('health', figure)
  if (state) return [{ id: 'health', kind: 'result', clauses: [state], calls: idsOf([entry]) }]
  const interval = span(figure.low, figure.high, 'reading')
  const slots = {
    ...{ pairs: count(figure.denominator ?? 0), change: number(figure.value, 'reading') },
    ...{ baseline: number(partOf(figure, 'baseline'), 'reading'), latest: number(partOf(figure, 'latest'), 'reading') },
    ...{ missing: number(partOf(figure, 'missing'), 'people'), ...(interval && { interval }) },
  }
  const clauses = [clause(interval ? 'health' : 'healthOnly', slots), clause('regressionToMean')]
  return [{ id: 'health', kind: 'result', clauses, calls: ['health'] }]
}

export function outcomesWaiting(report: Report): Finding[] {
  const immature = partOf(report.entries.health?.answer.overall, 'immature')
  if (!immature) return []
  const clauses = [clause('healthWaiting', { people: number(immature, 'people') })]
  return [{ id: 'health-waiting', kind: 'unknown', clauses, calls: ['health'] }]
}
