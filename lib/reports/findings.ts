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
import { clause, type Finding, KINDS } from './findings/finding.ts'
import { listFindings } from './findings/lists.ts'
import { ignoredBy, type Report } from './report.ts'

/** Every finding of a report, where things stand first. */
export function findingsOf(report: Report): Finding[] {
  const findings = [
    ...checkpointFindings(report),
    ...funnelFindings(report),
    ...channelFindings(report),
    ...memberFindings(report),
    ...listFindings(report),
    ...changeFindings(report),
    ...waitingFindings(report),
    ...funnelWaiting(report),
    ...channelsWaiting(report),
    ...outcomesWaiting(report),
    ...dataFindings(report),
  ]
  const honest = findings.map((finding) => withIgnored(report, finding))
  return KINDS.flatMap((kind) => honest.filter((finding) => finding.kind === kind))
}

/** Says which filters of the report a finding cannot apply. */
function withIgnored(report: Report, finding: Finding): Finding {
  const ignored = ignoredBy(report, finding.calls)
  if (ignored.length === 0) return finding
  const filters = { list: ignored.map((filter) => ({ filter })) }
  return { ...finding, clauses: [...finding.clauses, clause('ignored', { filters })] }
}
