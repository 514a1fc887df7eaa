import { z } from 'zod'
import { handle, readBody } from '../../../lib/access/handle.ts'
import { FILTER_KEYS } from '../../../lib/metrics/metric.ts'
import { freeze, readHeads } from '../../../lib/reports/frozen.ts'

const body = z.strictObject({
  asOf: z.iso.date(),
  filters: z.partialRecord(z.enum(FILTER_KEYS), z.array(z.string().min(1).max(200)).max(100)).default({}),
})

/** `GET /api/reports`: what is frozen, the newest first. */
export async function GET(request: Request): Promise<Response> {
  return handle(request, 'read-figures', async (actor) => Response.json(await readHeads(actor)))
}

/** `POST /api/reports` with `{ asOf, filters }`: freezes the month that holds the day as it is now. */
export async function POST(request: Request): Promise<Response> {
  return handle(request, 'write-reports', async (actor) => {
    const { asOf, filters } = await readBody(request, body)
    return Response.json(await freeze(actor, asOf, filters), { status: 201 })
  })
}
