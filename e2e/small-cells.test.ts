/** Every metric by every breakdown, as the roles that see no people: nothing tells 1 to 4 of them, nor can it be worked out. */
import { expect, inject, test } from 'vitest'
import { answerMetric } from '../lib/metrics/answer.ts'
import { METRIC_IDS, roomOf } from '../lib/metrics/catalog.ts'
import type { Answer, Figure, Part } from '../lib/metrics/metric.ts'
import { layoutOf } from '../lib/warehouse/layout.ts'
import { openCurrent } from '../lib/warehouse/snapshot.ts'
import { sessionOf } from './signed-in.ts'

const base = inject('base')
const data = inject('data')

/** Numbers under these names count no people: places, days, settings, shares, scores, things that the hospital sent. */
const NO_COUNTS = new Set(
  ['k', 'x', 'from', 'to', 'within', 'margin', 'horizon', 'month', 'paybackMonth', 'paybackObserved', 'triggerDay']
    .concat(['peakFrom', 'peakTo', 'median', 'medianLow', 'medianHigh', 'medianMinutes', 'pushes', 'cohorts'])
    .concat(['groupsTested', 'groupsInside', 'threads', 'spontaneous', 'patientLed', 'peerLed', 'staffLed'])
    .concat(['value', 'low', 'high', 'mean', 'meanLow', 'meanHigh', 'share', 'shareLow', 'shareHigh', 'survival'])
    .concat(['coverage', 'eValue', 'eValueCi', 'rr', 'rrLow', 'rrHigh', 'fromJoin', 'stepRate', 'stepLow', 'stepHigh'])
    .concat(['returnVisitRate', 'redemptionRate', 'bookedRate', 'responseRate', 'settledRate', 'expiredShare'])
    .concat(['outstandingShare', 'visitRate', 'visitLow', 'visitHigh', 'speakRate', 'silentShare', 'a1', 'p', 'q'])
    .concat(['highValueShare', 'topShare', 'ratio', 'stickiness', 'leaveRate', 'perHolder', 'per100', 'smd', 'hazard'])
    .concat(['baseline', 'latest', 'itt', 'visits', 'mae', 'rmse', 'predicted', 'actual', 'gross', 'original']),
)
/** The numerator of nps is a difference, that of discussion counts threads; these are of money. */
const NO_PEOPLE: Readonly<Record<string, RegExp>> = {
  nps: /numerator|rest/,
  discussion: /numerator|rest/,
  'predicted-ltv': /numerator|rest/,
}

/** Every number of people of a figure by its path, what is left of the base too; nothing where a number is not told. */
function countsOf(figure: Figure, { metric, unit }: { metric: string; unit: string }): Map<string, number> {
  const found = new Map<string, number>()
  const walk = (part: Part | undefined, path: string, name: string) => {
    if (typeof part === 'number' && Number.isInteger(part) && !NO_COUNTS.has(name)) found.set(path, part)
    if (Array.isArray(part)) for (const [i, one] of part.entries()) walk(one, `${path}[${i}]`, name)
    else if (typeof part === 'object' && part !== null)
      for (const [inner, one] of Object.entries(part)) walk(one, `${path}.${inner}`, inner)
  }
  walk(figure.parts, '', '')
  const { numerator: n, denominator: d } = figure
  if (unit === 'people' && figure.value !== null) found.set('=value', figure.value)
  if (typeof d === 'number') found.set('=denominator', d)
  if (unit !== 'fen' && typeof n === 'number') found.set('=numerator', n)
  if (unit !== 'fen' && typeof n === 'number' && typeof d === 'number' && Number.isInteger(n)) found.set('=rest', d - n)
  for (const path of found.keys()) if (NO_PEOPLE[metric]?.test(path)) found.delete(path)
  return found
}

/** What is not held back, by question: the same for every role. */
const truths = new Map<string, Answer>()

const isSmall = (n: number) => n > 0 && n < 5

test.each(['marketer', 'manager'] as const)(
  '%s',
  async (role) => {
    const cookie = await sessionOf(base, data, role)
    const snapshot = await openCurrent(layoutOf(data))
    const asOf = snapshot.dataThrough ?? ''
    const wrong: string[] = []
    const seen = { answers: 0, closed: 0, cells: 0, hidden: 0, numbers: 0, withheld: 0, sums: 0 }
    for (const metric of METRIC_IDS) {
      const { definition } = await roomOf(metric)
      for (const by of [undefined, ...definition.breakdowns]) {
        const response = await fetch(`${base}/api/metrics/${metric}${by ? `?by=${by}` : ''}`, { headers: { cookie } })
        if (response.status === 403) {
          seen.closed += 1
          continue
        }
        const told = (await response.json()) as Answer
        const question = { metric, asOf, ...(by && { by }) }
        const known = truths.get(JSON.stringify(question))
        const truth = known ?? (await answerMetric(snapshot.engine, snapshot.name, question))
        truths.set(JSON.stringify(question), truth)
        const kind = { metric, unit: definition.unit }
        seen.answers += 1
        for (const rows of ['groups', 'series'] as const) {
          const pairs = (truth[rows] ?? []).map((row, i) => [countsOf(row, kind), told[rows]?.[i] as Figure] as const)
          const all = [[countsOf(truth.overall, kind), told.overall] as const, ...pairs]
          for (const [counts, figure] of rows === 'groups' ? all : pairs) {
            const numbers = countsOf(figure, kind)
            seen.cells += 1
            seen.numbers += counts.size
            seen.withheld += counts.size - numbers.size
            if (figure.state === 'suppressed') seen.hidden += 1
            for (const [path, n] of numbers) if (isSmall(n)) wrong.push(`${metric} by ${by}: ${path} tells ${n}`)
          }
          const whole = countsOf(truth.overall, kind)
          for (const [path, n] of countsOf(told.overall, kind)) {
            // Only what does add up can be had from its total.
            const sum = pairs.reduce((total, [counts]) => total + (counts.get(path) ?? 0), 0)
            if (pairs.length === 0 || whole.get(path) !== sum) continue
            seen.sums += 1
            const left = n - pairs.reduce((total, [, row]) => total + (countsOf(row, kind).get(path) ?? 0), 0)
            if (isSmall(left)) wrong.push(`${metric} by ${by}: ${path} leaves ${left}`)
          }
        }
      }
    }
    await snapshot.close()
    process.stdout.write(`small cells as ${role}: ${JSON.stringify(seen)}, ${wrong.length} told\n`)
    expect(wrong.slice(0, 40)).toEqual([])
  },
  600_000,
)
