import { handle, readBody } from '../../../lib/access/handle.ts'
import { appState } from '../../../lib/app-state/database.ts'
import { listViews, saveView } from '../../../lib/app-state/saved-views.ts'
import { newView } from './body.ts'

/** The caller's own views, by name. */
export function GET(request: Request): Promise<Response> {
  return handle(request, 'read-figures', async (actor) =>
    Response.json(await listViews(await appState(), actor.id), { headers: { 'cache-control': 'no-store' } }),
  )
}

/** Saves an address under a name. */
export function POST(request: Request): Promise<Response> {
  return handle(request, 'write-notes', async (actor) =>
    Response.json(await saveView(await appState(), actor.id, await readBody(request, newView)), { status: 201 }),
  )
}
