import { handle } from '../../../../lib/access/handle.ts'
import { NotFound } from '../../../../lib/access/not-found.ts'
import { readFrozen } from '../../../../lib/reports/frozen.ts'

/** `GET /api/reports/<id>`: a frozen report with every question and answer. */
export async function GET(request: Request, context: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await context.params
  return handle(request, 'read-figures', async (actor) => {
    const frozen = await readFrozen(actor, id)
    if (!frozen) throw new NotFound(`no frozen report '${id}'`)
    return Response.json(frozen)
  })
}
