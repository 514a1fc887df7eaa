import { z } from 'zod'
import { handle, readBody } from '../../../../../lib/access/handle.ts'
import { decideExport } from '../../../../../lib/export/decide.ts'

const asked = z.object({ decision: z.enum(['approve', 'refuse']) })

/** `POST /api/exports/<no>/decision`: lets a long list go, or not. Says nothing of who is on it. */
export async function POST(request: Request, context: { params: Promise<{ no: string }> }): Promise<Response> {
  const { no } = await context.params
  return handle(request, 'approve-exports', async (actor) => {
    const { decision } = await readBody(request, asked)
    await decideExport(actor, no, decision)
    return Response.json({}, { headers: { 'cache-control': 'no-store' } })
  })
}
