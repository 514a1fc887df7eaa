import { handlePublic } from '../../../../lib/access/handle.ts'
import { startWecom } from '../../../../lib/auth/wecom.ts'
import { answerWecom, sendTo } from '../../../../lib/auth/wecom-answer.ts'

/** `GET`: sends the browser to WeCom, or back to the sign-in page where the hospital does not use it. */
export function GET(request: Request): Promise<Response> {
  return handlePublic(request, () =>
    answerWecom('wecom-start', request, async (config) => {
      const { location, cookie } = startWecom(config, request.headers)
      return sendTo(location, [cookie])
    }),
  )
}
