import { BodyError, handle, readBody } from '../../../../lib/access/handle.ts'
import { appState } from '../../../../lib/app-state/database.ts'
import { deleteView, NameTaken, renameView } from '../../../../lib/app-state/saved-views.ts'
import { renamed } from '../body.ts'

type Context = { params: Promise<{ id: string }> }

/** Gives one of the caller's views another name. */
export function PATCH(request: Request, { params }: Context): Promise<Response> {
  return handle(request, 'write-notes', async (actor) => {
    const { name } = await readBody(request, renamed)
    try {
      return Response.json(await renameView(await appState(), actor.id, (await params).id, name))
    } catch (error) {
      if (error instanceof NameTaken) throw new BodyError(error.message)
      throw error
    }
  })
}

export function DELETE(request: Request, { params }: Context): Promise<Response> {
  return handle(request, 'write-notes', async (actor) => {
    await deleteView(await appState(), actor.id, (await params).id)
    return new Response(null, { status: 204 })
  })
}
