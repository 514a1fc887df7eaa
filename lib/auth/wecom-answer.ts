/** What the two WeCom routes answer: always a way on, never an error in the browser's window. */
import { TooMany } from '../access/rate.ts'
import { takeTry } from './tries.ts'
import type { WecomProblem } from './wecom.ts'
import { type WecomConfig, wecomConfig } from './wecom-api.ts'

/** Answers a request of the WeCom sign-in, where the hospital uses it and not too many ask. */
export async function answerWecom(
  way: string,
  request: Request,
  work: (config: WecomConfig) => Promise<Response>,
): Promise<Response> {
  const config = wecomConfig()
  if (!config) return sendTo('/sign-in')
  try {
    takeTry(way, request.headers)
  } catch (error) {
    if (error instanceof TooMany) return backToSignIn('tooMany')
    throw error
  }
  return work(config)
}

/** A redirect that nobody keeps. */
export function sendTo(location: string, cookies: readonly string[] = []): Response {
  const answer = new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
  for (const cookie of cookies) answer.headers.append('set-cookie', cookie)
  return answer
}

/** To the sign-in page with the word for what it says; nothing of WeCom's answer goes into the address. */
export function backToSignIn(problem: WecomProblem, cookies: readonly string[] = []): Response {
  return sendTo(`/sign-in?wecom=${problem}`, cookies)
}
