import type { Figure } from '../metrics/metric.ts'
import { numberOf, partOf, recordOf } from '../metrics/shared/highlights.ts'
import type { Report } from './report.ts'
import { columns, figureCell, idsOf, intervalCell, type ReportTable, type TableRow, value } from './table.ts'

const COLUMNS = columns({
  ...{ monthCost: 'value', cost: 'value', patients: 'value', cac: 'value', ltv: 'value', ltvPeople: 'value' },
  ...{ roi: 'value', incremental: 'interval', costs: 'value' },
})

/** One row a channel with what it cost and brought in, and the total. */
export function channelsTable(report: Report): ReportTable {
  const { cac } = report.entries
  if (!cac) return { id: 'channels', columns: COLUMNS, rows: [] }
  const rows = (cac.answer.groups ?? []).map((group) =>
    channelRow(report, group.key, group.label, (entry) => entry?.answer.groups?.find((g) => g.key === group.key)),
  )
  const total = channelRow(report, 'total', '', (entry) => entry?.answer.overall)
  return { id: 'channels', columns: COLUMNS, rows: [...rows, { ...total, label: { row: 'total' }, isTotal: true }] }
}

type Pick = (entry: Report['entries'][string] | undefined) => Figure | undefined

function channelRow(report: Report, id: string, name: string, pick: Pick): TableRow {
  const { 'cac-month': month, cac, ltv, roi } = report.entries
  const [ofMonth, cost, worth, back] = [pick(month), pick(cac), pick(ltv), pick(roi)]
  const incremental = back ? recordOf(back, 'incremental') : {}
  return {
    id,
    label: id === 'unknown' ? { value: id } : { text: name },
    calls: idsOf([month, cac, ltv, roi]),
    cells: {
      monthCost: value(ofMonth?.numerator, 'fen', ofMonth),
      cost: value(cost?.numerator, 'fen', cost),
      patients: value(partOf(cost, 'newPatients'), 'people', cost),
      cac: figureCell(cost, 'fen'),
      ltv: figureCell(worth, 'fen'),
      ltvPeople: value(worth?.denominator, 'people', worth),
      roi: figureCell(back, 'ratio'),
      incremental: intervalCell({ low: numberOf(incremental, 'low'), high: numberOf(incremental, 'high') }, 'ratio'),
      costs: value(costState(ofMonth, cost), 'costs'),
    },
  }
}

/** Whether every day's cost is known; an unknown cost is never 0. */
function costState(month: Figure | undefined, year: Figure | undefined): string {
  if (month && isCostMissing(month)) return 'missing-month'
  return year && isCostMissing(year) ? 'missing-year' : 'complete'
}

/** A day of the period has a blank where its cost should be. */
export function isCostMissing(figure: Figure): boolean {
  return figure.notes.includes('cost-blank')
}
