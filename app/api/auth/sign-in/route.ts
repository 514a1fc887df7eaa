import { z } from 'zod'
import { handlePublic, readBody } from '../../../../lib/access/handle.ts'
import { homeOf } from '../../../../lib/access/matrix.ts'
import { signIn } from '../../../../lib/auth/sign-in.ts'
import { takeTry } from '../../../../lib/auth/tries.ts'

const TYPED = z.object({ username: z.string().min(1).max(64), password: z.string().min(1).max(256) })

/** `POST { username, password }`: 200 with `{ home }` and the session's cookie, 401 wrong, 429 locked or too often. */
export function POST(request: Request): Promise<Response> {
  return handlePublic(request, async () => {
    takeTry('sign-in', request.headers)
    const result = await signIn(await readBody(request, TYPED, 4096), request.headers)
    if (result.outcome !== 'in') return refuse(result.outcome, result.outcome === 'locked' ? 429 : 401)
    const answer = Response.json({ home: homeOf(result.actor.rights) }, { headers: { 'cache-control': 'no-store' } })
    for (const cookie of result.cookies) answer.headers.append('set-cookie', cookie)
    return answer
  })
}

function refuse(error: 'wrong' | 'locked', status: number): Response {
  return Response.json({ error }, { status, headers: { 'cache-control': 'no-store' } })
}
