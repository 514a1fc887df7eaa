/** Reports made by hand, for tests: only the answers that a test is about. */
import type { Answer, Figure, GroupFigure } from '../metrics/metric.ts'
import type { Finding, Slot } from './findings/finding.ts'
import { findingsOf } from './findings.ts'
import { monthHolding, type ReportMonth } from './month.ts'
import type { Entry, Report } from './report.ts'

export const JUNE: ReportMonth = monthHolding('2026-06-30', '2026-07-15')

export function figure(given: Partial<Figure> = {}): Figure {
  return { state: 'ok', value: null, notes: [], ...given }
}

export function group(key: string, given: Partial<Figure> = {}): GroupFigure {
  return { ...figure(given), key, label: key }
}

/** An answer by the id of its call: its overall figure, or more of it. */
export type Given = Partial<Figure> & { groups?: GroupFigure[]; from?: string }

export function reportOf(answers: Readonly<Record<string, Given>>, month = JUNE): Report {
  const entries = Object.entries(answers).map(([id, { groups, from, ...overall }]) => {
    const metric = id.replace(/@before|-month|-joined|-cohorts/g, '')
    const answer: Answer = {
      ...{ metric, definitionVersion: 1, asOf: month.asOf, snapshot: 'wh-1', parameters: {}, filters: {} },
      ...{ overall: figure(overall), ...(groups && { groups }) },
    }
    const question = { metric, asOf: month.asOf, ...(from && { from, to: month.asOf }) }
    return [id, { id, question, answer, ignored: [] }] satisfies [string, Entry]
  })
  return {
    ...{ month, filters: {}, filterNames: {}, snapshot: 'wh-1', builtAt: null, dataThrough: '2026-07-15', feeds: null },
    entries: Object.fromEntries(entries),
  }
}

/** The keys of the messages that a finding consists of. */
export function keysOf(report: Report, id: string): string[] | undefined {
  return find(report, id)?.clauses.map((clause) => clause.key)
}

export function find(report: Report, id: string): Finding | undefined {
  return findingsOf(report).find((finding) => finding.id === id)
}

/** What stands at a place of a finding, in the first of its messages that has it. */
export function slotOf(report: Report, id: string, name: string): Slot | undefined {
  return find(report, id)?.clauses.find(({ slots }) => name in slots)?.slots[name]
}
