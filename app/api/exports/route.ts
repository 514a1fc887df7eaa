import { z } from 'zod'
import { openView } from '../../../lib/access/gate.ts'
import { handle, readBody } from '../../../lib/access/handle.ts'
import { FORMATS, PURPOSES } from '../../../lib/export/purposes.ts'
import { requestExport } from '../../../lib/export/request.ts'
import { RISK_RULES } from '../../../lib/metrics/metric.ts'

const MAX_BYTES = 2_000_000

const asked = z
  .object({
    /** Query of the page that shows the list, as it stands in the address. */
    query: z.string().max(4000),
    rule: z.enum(['any', ...RISK_RULES]).optional(),
    people: z.array(z.string().max(40)).min(1).max(100_000).optional(),
    purpose: z.enum(PURPOSES),
    note: z.string().trim().max(200).default(''),
    format: z.enum(FORMATS),
  })
  .refine(({ purpose, note }) => purpose !== 'other' || note.length >= 4, 'say what the list is for')

/** `POST /api/exports`: asks for a list as a file; answers its number, its state and how many rows it will have. */
export async function POST(request: Request): Promise<Response> {
  return handle(request, 'export-people', async (actor) => {
    const body = await readBody(request, asked, MAX_BYTES)
    const row = await openView(actor, (view) => requestExport(view, actor, body))
    const { no, state, rows, leftOut, format } = row
    return Response.json(
      { no, state, rows, asked: row.asked, leftOut: JSON.parse(leftOut) as unknown, format },
      { status: 201, headers: { 'cache-control': 'no-store' } },
    )
  })
}
