import { commandOfEntry, type Report } from '../../../lib/reports/report.ts'

/** The command lines of a report's calls, by their ids. */
export function commandsOf(report: Report): (calls: readonly string[]) => string[] {
  return (calls) => calls.flatMap((id) => (report.entries[id] ? [commandOfEntry(report.entries[id])] : []))
}
