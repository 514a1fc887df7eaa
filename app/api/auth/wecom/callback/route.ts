import { handlePublic } from '../../../../../lib/access/handle.ts'
import { homeOf } from '../../../../../lib/access/matrix.ts'
import { finishWecom } from '../../../../../lib/auth/wecom.ts'
import { answerWecom, backToSignIn, sendTo } from '../../../../../lib/auth/wecom-answer.ts'
import { forgetState } from '../../../../../lib/auth/wecom-state.ts'

/** `GET ?code&state`, from WeCom: to the account's home with a session, or to the sign-in page with one line. */
export async function GET(request: Request): Promise<Response> {
  const answer = await handlePublic(request, () =>
    answerWecom('wecom-end', request, async (config) => {
      const result = await finishWecom(config, new URL(request.url).searchParams, request.headers)
      if (result.outcome !== 'in') return backToSignIn(result.outcome, [forgetState()])
      return sendTo(homeOf(result.actor.rights), [...result.cookies, forgetState()])
    }),
  )
  // What nobody foresaw is logged by now; a browser that came from WeCom gets a page, not JSON.
  return answer.status < 400 ? answer : backToSignIn('unreachable', [forgetState()])
}
