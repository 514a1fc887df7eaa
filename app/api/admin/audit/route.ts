import { readAudit } from '../../../../lib/access/audit.ts'
import { csvFile } from '../../../../lib/access/csv.ts'
import { handle } from '../../../../lib/access/handle.ts'
import { readTrailFilter } from '../../../../lib/access/trail-filter.ts'
import { appState } from '../../../../lib/app-state/database.ts'

const MOST_ROWS = 100_000
const COLUMNS = ['seq', 'at', 'actor', 'role', 'action', 'target', 'purpose', 'detail', 'rows', 'hash']

/** `GET ?actor=&action=&person=&from=&to=`: the audit trail as CSV, filtered like the page. */
export function GET(request: Request): Promise<Response> {
  return handle(request, 'read-audit', async () => {
    const filter = readTrailFilter(Object.fromEntries(new URL(request.url).searchParams))
    const { rows } = await readAudit(await appState(), filter, { limit: MOST_ROWS })
    const lines = rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }))
    return new Response(csvFile(COLUMNS, lines), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="longrun-audit.csv"',
        'cache-control': 'no-store',
      },
    })
  })
}
