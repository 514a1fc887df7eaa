import { handle, readBody } from '../../../../lib/access/handle.ts'
import { changeAnnotation, deleteAnnotation } from '../../../../lib/app-state/annotations.ts'
import { appState } from '../../../../lib/app-state/database.ts'
import { annotationBody } from '../body.ts'

type Context = { params: Promise<{ id: string }> }

/** Replaces a note. */
export function PUT(request: Request, { params }: Context): Promise<Response> {
  return handle(request, 'write-notes', async (actor) =>
    Response.json(
      await changeAnnotation(await appState(), actor, (await params).id, await readBody(request, annotationBody)),
    ),
  )
}

export function DELETE(request: Request, { params }: Context): Promise<Response> {
  return handle(request, 'write-notes', async (actor) => {
    await deleteAnnotation(await appState(), actor, (await params).id)
    return new Response(null, { status: 204 })
  })
}
