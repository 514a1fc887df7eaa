import { handlePublic } from '../../../../lib/access/handle.ts'
import { actorFrom } from '../../../../lib/access/session.ts'
import { signOut } from '../../../../lib/auth/sign-in.ts'

/** `POST`: ends the session on the server and forgets its cookie. */
export function POST(request: Request): Promise<Response> {
  return handlePublic(request, async () => {
    const cookies = await signOut(await actorFrom(request.headers), request.headers)
    const answer = Response.json({}, { headers: { 'cache-control': 'no-store' } })
    for (const cookie of cookies) answer.headers.append('set-cookie', cookie)
    return answer
  })
}
