import { z } from 'zod'
import { handle, readBody } from '../../../../lib/access/handle.ts'
import { changeOwnPassword } from '../../../../lib/auth/sign-in.ts'

const TYPED = z.object({ current: z.string().min(1).max(256), next: z.string().min(1).max(256) })

/** `POST { current, next }`: the own password. 400 names the rule that the new one breaks. */
export function POST(request: Request): Promise<Response> {
  return handle(request, 'signed-in', async (actor) => {
    const result = await changeOwnPassword(actor, await readBody(request, TYPED, 4096), request.headers)
    const status = { changed: 200, wrong: 403, locked: 429 }[result]
    return Response.json(result === 'changed' ? {} : { error: result }, {
      status,
      headers: { 'cache-control': 'no-store' },
    })
  })
}
