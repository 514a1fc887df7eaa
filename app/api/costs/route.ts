import { handle, readBody } from '../../../lib/access/handle.ts'
import { entrySchema } from '../../../lib/app-state/cost-entry.ts'
import { addEntry, listEntered } from '../../../lib/app-state/costs.ts'
import { appState } from '../../../lib/app-state/database.ts'

/** `GET /api/costs`: what was entered on the page, deleted rows that still count too. */
export async function GET(request: Request): Promise<Response> {
  return handle(request, 'write-costs', async () => {
    const { costs, benefits } = await listEntered(await appState())
    return Response.json({ costs, benefits }, { headers: { 'cache-control': 'no-store' } })
  })
}

/** `POST /api/costs`: enters a cost or a benefit; the next load counts it. */
export async function POST(request: Request): Promise<Response> {
  return handle(request, 'write-costs', async (actor) => {
    const entry = await readBody(request, entrySchema)
    const id = await addEntry(await appState(), entry, actor)
    return Response.json({ id }, { status: 201, headers: { 'cache-control': 'no-store' } })
  })
}
