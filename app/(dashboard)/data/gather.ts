import type { Asked } from '../../../lib/filters/ask.ts'
import { METRIC_IDS, roomOf } from '../../../lib/metrics/catalog.ts'
import type { Definition } from '../../../lib/metrics/metric.ts'
import { type ConsentRow, readConsents } from '../../../lib/quality/consents.ts'
import { type QualityReport, readQuality } from '../../../lib/quality/report.ts'
import type { Page } from '../../ui/shell/read-page.ts'

export interface DataPage {
  asOf: string
  report: QualityReport
  /** Null for accounts that see only some rows. */
  consents: ConsentRow[] | null
  matchRate: Asked
  definitions: Definition[]
}

/** What stands in the snapshot, who could be matched, and what every metric means. */
export async function gatherData({ ask, asOf, view }: Page): Promise<DataPage> {
  const [report, consents, matchRate, definitions] = await Promise.all([
    readQuality(view.actor, view),
    readConsents(view.actor, view, asOf),
    ask({ metric: 'match-rate', by: 'channel' }),
    Promise.all(METRIC_IDS.map(async (id) => (await roomOf(id)).definition)),
  ])
  return { asOf, report, consents, matchRate, definitions }
}
