/**
 * Signing in through the hospital's WeCom. It only ever opens an account that is there and that an administrator has
 * linked to the member; the session is the same as after a password.
 */
import { actorOf } from '../access/actor.ts'
import { record } from '../access/audit.ts'
import { appState } from '../app-state/database.ts'
import { auth } from './auth.ts'
import { endOthers, type SignIn } from './sign-in.ts'
import { memberOfCode, type WecomConfig, WecomError } from './wecom-api.ts'
import { accountOfMember } from './wecom-links.ts'
import { newState, takeState } from './wecom-state.ts'

/** Why somebody is back on the sign-in page; each has its line there. */
export const WECOM_PROBLEMS = ['refused', 'expired', 'unreachable', 'tooMany'] as const
export type WecomProblem = (typeof WECOM_PROBLEMS)[number]
export type WecomSignIn = { outcome: Exclude<WecomProblem, 'tooMany'> } | Extract<SignIn, { outcome: 'in' }>

const LONGEST_CODE = 512

/** Where the browser goes to be recognised, and the cookie by which it is known when it comes back. */
export function startWecom(config: WecomConfig, headers: Headers): { location: string; cookie: string } {
  const { state, cookie } = newState()
  const isInsideWecom = /wxwork/i.test(headers.get('user-agent') ?? '')
  return { location: isInsideWecom ? silentAddress(config, state) : scanAddress(config, state), cookie }
}

/** In the WeCom app the member is known already. */
function silentAddress({ corpId, agentId, home }: WecomConfig, state: string): string {
  const query = new URLSearchParams({
    appid: corpId,
    redirect_uri: callbackOf(home),
    response_type: 'code',
    scope: 'snsapi_base',
    state,
    agentid: agentId,
  })
  return `https://open.weixin.qq.com/connect/oauth2/authorize?${query}#wechat_redirect`
}

/** In any other browser the member confirms with the phone. */
function scanAddress({ corpId, agentId, home }: WecomConfig, state: string): string {
  const query = new URLSearchParams({
    login_type: 'CorpApp',
    appid: corpId,
    agentid: agentId,
    redirect_uri: callbackOf(home),
    state,
  })
  return `https://login.work.weixin.qq.com/wwlogin/sso/login?${query}`
}

function callbackOf(home: string): string {
  return `${home}/api/auth/wecom/callback`
}

/** Ends what `startWecom` began: with a session, or with what the sign-in page says. */
export async function finishWecom(config: WecomConfig, query: URLSearchParams, headers: Headers): Promise<WecomSignIn> {
  const code = query.get('code') ?? ''
  // Whoever declines comes back without a code.
  if (!takeState(query.get('state') ?? '', headers)) return refuse('expired', 'wecom', 'state')
  if (code === '' || code.length > LONGEST_CODE) return refuse('expired', 'wecom', 'no code')
  let member: string
  try {
    member = await memberOfCode(config, code)
  } catch (error) {
    if (error instanceof WecomError) return refuse(error.problem, 'wecom', error.message)
    throw error
  }
  return openFor(member, headers)
}

async function openFor(member: string, headers: Headers): Promise<WecomSignIn> {
  const database = await appState()
  const found = await accountOfMember(database, member)
  if (!found) return refuse('refused', `wecom ${member}`, 'not linked')
  if (found.isBanned) return refuse('refused', found.username, 'shut')
  const { api } = await auth()
  const { headers: set, response } = await api.openSession({
    body: { userId: found.id },
    headers,
    returnHeaders: true,
  })
  const actor = actorOf(found)
  // Wrong passwords stay counted: who guesses them must not be given new tries by the owner's coming in another way.
  const ending = endOthers(database, found, response.token)
  await record(database, { actor, action: 'sign-in', detail: { way: 'wecom' } }, ending)
  return { outcome: 'in', actor, cookies: set.getSetCookie() }
}

async function refuse(outcome: Exclude<WecomProblem, 'tooMany'>, who: string, reason: string): Promise<WecomSignIn> {
  const detail = { way: 'wecom', reason }
  await record(await appState(), { actor: { id: who, role: '' }, action: 'sign-in-failed', detail })
  return { outcome }
}
