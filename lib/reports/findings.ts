/** What a month says, in sentences made from its answers alone. Pure: the same report gives the same sentences. */
import {
  channelFindings,
  channelsWaiting,
  funnelFindings,
  funnelWaiting,
  memberFindings,
  outcomesWaiting,
} from './findings/business.ts'
import { changeFindings } from './findings/changes.ts'
import { checkpointFindings, waitingFindings } from './findings/checkpoints.ts'
import { dataFindings } from './findings/data.ts'
import { type Finding, KINDS } from './findings/finding.ts'
import type { Report } from './report.ts'

/** Every finding of a report, where things stand first. */
export function findingsOf(report: Report): Finding[] {
  const findings = [
    ...checkpointFindings(report),
    ...funnelFindings(report),
    ...channelFindings(report),
    ...memberFindings(report),
    ...changeFindings(report),
    ...waitingFindings(report),
    ...funnelWaiting(report),
    ...channelsWaiting(report),
    ...outcomesWaiting(report),
    ...dataFindings(report),
  ]
  return KINDS.flatMap((kind) => findings.filter((finding) => finding.kind === kind))
}
