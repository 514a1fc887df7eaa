/** The two questions asked of WeCom at a sign-in: for a token, and for whom a code stands. */
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'

/** The one host that is ever asked. */
const HOST = 'https://qyapi.weixin.qq.com'
const ANSWER_WITHIN = 5000
/** A token is given up this long before WeCom would. */
const EARLY = 300_000
/** After a refusal that more questions make worse: wrong secrets in a row block the address for an hour. */
const REST = 60_000
const MOST_BUSY = 3
const TOKEN_INVALID = new Set([40001, 40014, 42001])
const CODE_INVALID = 40029
/** Members whom the app may not see. */
const NOT_FOR_THE_APP = new Set([40003, 60011, 60021, 60111])
const BUSY = -1
const TOO_OFTEN = 45009

/** Some old answers leave the code out when all is well. */
const ANSWER = z.object({ errcode: z.number().default(0) })
const TOKEN = z.object({ access_token: z.string().min(1), expires_in: z.number() })
const MEMBER = z.object({ userid: z.string().min(1).max(64) })

export interface WecomConfig {
  corpId: string
  agentId: string
  secret: string
  /** Address under which browsers reach this server. */
  home: string
  host: string
  answerWithin: number
}

/** What WeCom refused or failed to say, in a word for the audit trail; never with a token, a code or the secret. */
export class WecomError extends Error {
  override name = 'WecomError'
  constructor(
    readonly problem: 'expired' | 'refused' | 'unreachable',
    reason: string,
  ) {
    super(reason)
  }
}

/** The settings of the environment; null where the hospital does not use it. */
export function wecomConfig(env: Partial<Record<string, string>> = process.env): WecomConfig | null {
  const { LONGRUN_WECOM_CORP_ID: corpId, LONGRUN_WECOM_AGENT_ID: agentId, LONGRUN_WECOM_SECRET: secret } = env
  const home = env.LONGRUN_URL?.replace(/\/+$/, '')
  if (!corpId || !agentId || !secret || !home) return null
  return { corpId, agentId, secret, home, host: hostOf(env), answerWithin: ANSWER_WITHIN }
}

/** Tests may ask a server of their own on this machine; in production nothing but WeCom is asked. */
function hostOf(env: Partial<Record<string, string>>): string {
  const test = env.LONGRUN_WECOM_TEST_HOST
  const isAllowed = env.NODE_ENV !== 'production' && test !== undefined && /^http:\/\/127\.0\.0\.1:\d+$/.test(test)
  return isAllowed ? test : HOST
}

/**
 * The member of the hospital for whom a code stands.
 * @throws WecomError for anybody else, a code that is used or too old, and a WeCom that does not answer as documented
 */
export async function memberOfCode(config: WecomConfig, code: string): Promise<string> {
  const token = await accessToken(config)
  let answer = await askMember(config, token, code)
  if (TOKEN_INVALID.has(answer.errcode)) {
    // Another sign-in may have fetched the next token meanwhile.
    const access = accessOf(config)
    if (access.token?.text === token) access.token = null
    answer = await askMember(config, await accessToken(config), code)
  }
  if (answer.errcode === TOO_OFTEN) accessOf(config).restsUntil = Date.now() + REST
  const reason = `getuserinfo: ${answer.errcode}`
  if (answer.errcode === CODE_INVALID) throw new WecomError('expired', reason)
  if (NOT_FOR_THE_APP.has(answer.errcode)) throw new WecomError('refused', reason)
  if (answer.errcode !== 0) throw new WecomError('unreachable', reason)
  const member = MEMBER.safeParse(answer.body)
  // Patients and other outsiders come back as an openid or external_userid. Neither is kept anywhere.
  if (!member.success) throw new WecomError('refused', 'not a member')
  return member.data.userid
}

function askMember(config: WecomConfig, token: string, code: string): Promise<Answer> {
  return ask(config, 'auth/getuserinfo', { access_token: token, code })
}

interface Access {
  token: { text: string; until: number } | null
  /** The question for a token that is on its way. */
  asking: Promise<string> | null
  restsUntil: number
}

const REGISTRY = Symbol.for('longrun.wecom')

/** What this process knows of an app's token. A server loads this module several times; there must be one. */
function accessOf({ corpId, agentId }: WecomConfig): Access {
  const holder = globalThis as { [REGISTRY]?: Map<string, Access> }
  holder[REGISTRY] ??= new Map()
  const key = `${corpId} ${agentId}`
  const access = holder[REGISTRY].get(key) ?? { token: null, asking: null, restsUntil: 0 }
  holder[REGISTRY].set(key, access)
  return access
}

/** The token of this process: asked for once, also by two sign-ins at the same time. */
async function accessToken(config: WecomConfig): Promise<string> {
  const access = accessOf(config)
  if (access.token && access.token.until > Date.now()) return access.token.text
  access.asking ??= fetchToken(config, access).finally(() => {
    access.asking = null
  })
  return access.asking
}

async function fetchToken(config: WecomConfig, access: Access): Promise<string> {
  const { errcode, body } = await ask(config, 'gettoken', { corpid: config.corpId, corpsecret: config.secret })
  const read = TOKEN.safeParse(body)
  if (errcode !== 0 || !read.success) {
    access.restsUntil = Date.now() + REST
    throw new WecomError('unreachable', `gettoken: ${errcode}`)
  }
  const { access_token: text, expires_in: seconds } = read.data
  access.token = { text, until: Date.now() + seconds * 1000 - EARLY }
  return text
}

interface Answer {
  errcode: number
  body: unknown
}

async function ask(config: WecomConfig, path: string, query: Record<string, string>): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const answer = await askOnce(config, path, query)
    if (answer.errcode !== BUSY || attempt === MOST_BUSY) return answer
    await pause(attempt * 200)
  }
}

async function askOnce(config: WecomConfig, path: string, query: Record<string, string>): Promise<Answer> {
  if (accessOf(config).restsUntil > Date.now()) throw new WecomError('unreachable', `${path}: resting`)
  const body = await jsonFrom(`${config.host}/cgi-bin/${path}?${new URLSearchParams(query)}`, config.answerWithin)
  const read = ANSWER.safeParse(body)
  if (!read.success) throw new WecomError('unreachable', `${path}: no answer`)
  return { errcode: read.data.errcode, body }
}

/** Undefined where nothing came that can be read. The error is dropped: it may quote the address, secret and all. */
async function jsonFrom(address: string, within: number): Promise<unknown> {
  try {
    const signal = AbortSignal.timeout(within)
    const answer = await fetch(address, { redirect: 'error', cache: 'no-store', signal })
    return answer.ok ? await answer.json() : undefined
  } catch {
    return undefined
  }
}
