import { handle, readBody } from '../../../../lib/access/handle.ts'
import { entrySchema, removalSchema } from '../../../../lib/app-state/cost-entry.ts'
import { changeEntry, removeEntry } from '../../../../lib/app-state/costs.ts'
import { appState } from '../../../../lib/app-state/database.ts'

interface Context {
  params: Promise<{ id: string }>
}

/** `PUT /api/costs/<id>`: replaces what an entered row says. */
export async function PUT(request: Request, context: Context): Promise<Response> {
  const { id } = await context.params
  return handle(request, 'write-costs', async (actor) => {
    await changeEntry(await appState(), id, await readBody(request, entrySchema), actor)
    return Response.json({ id }, { headers: { 'cache-control': 'no-store' } })
  })
}

/** `DELETE /api/costs/<id>` with `{ kind }`: takes it back; the next load no longer counts it. */
export async function DELETE(request: Request, context: Context): Promise<Response> {
  const { id } = await context.params
  return handle(request, 'write-costs', async (actor) => {
    const { kind } = await readBody(request, removalSchema)
    await removeEntry(await appState(), kind, id, actor)
    return Response.json({ id }, { headers: { 'cache-control': 'no-store' } })
  })
}
