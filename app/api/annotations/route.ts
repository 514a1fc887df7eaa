import { handle, readBody } from '../../../lib/access/handle.ts'
import { addAnnotation, listAnnotations } from '../../../lib/app-state/annotations.ts'
import { appState } from '../../../lib/app-state/database.ts'
import { annotationBody } from './body.ts'

/** The notes that the actor may see, newest first. */
export function GET(request: Request): Promise<Response> {
  return handle(request, 'read-figures', async (actor) =>
    Response.json(await listAnnotations(await appState(), actor), { headers: { 'cache-control': 'no-store' } }),
  )
}

/** Adds a note about some days. */
export function POST(request: Request): Promise<Response> {
  return handle(request, 'write-notes', async (actor) =>
    Response.json(await addAnnotation(await appState(), actor, await readBody(request, annotationBody)), {
      status: 201,
    }),
  )
}
