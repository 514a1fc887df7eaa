/** The wrapper of every route: who asks, whether the browser sent it from our own page, and errors as one line. */
import 'server-only'
import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { AccessDenied, type Actor, authorize, authorizeChange, type Right } from './actor.ts'
import { requestActor } from './session.ts'

/** A body that is too long, no JSON, or not what the route asks for. */
export class BodyError extends Error {
  override name = 'BodyError'
}

/** Status of the errors that a user can do something about, by name: a server holds several copies of the classes. */
const STATUS: Readonly<Record<string, number>> = {
  QuestionError: 400,
  BodyError: 400,
  PasswordError: 400,
  UserError: 400,
  SettingError: 400,
  NotSignedIn: 401,
  AccessDenied: 403,
  NotFound: 404,
  ExportError: 409,
  LookError: 409,
  TooMany: 429,
  NoSnapshot: 503,
}

/**
 * Answers a request for an actor who has the right; `signed-in` is any account.
 * Errors become `{ error }`; what nobody foresaw is logged under the id that the answer gives.
 */
export function handle(
  request: Request,
  right: Right | 'signed-in',
  work: (actor: Actor) => Promise<Response>,
): Promise<Response> {
  return answered(async () => {
    const actor = await requestActor(request)
    if (right !== 'signed-in') (isReading(request) ? authorize : authorizeChange)(actor, right)
    refuseForeign(request)
    return work(actor)
  })
}

/** Answers a request of anybody: signing in and out. Everything else goes through `handle`. */
export function handlePublic(request: Request, work: () => Promise<Response>): Promise<Response> {
  return answered(async () => {
    refuseForeign(request)
    return work()
  })
}

async function answered(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    return refusal(error)
  }
}

/** The JSON body of a request, checked. @throws BodyError in one line */
export async function readBody<T>(request: Request, schema: z.ZodType<T>, maxBytes = 65_536): Promise<T> {
  let body: unknown
  try {
    body = JSON.parse(await textOf(request, maxBytes))
  } catch (error) {
    if (error instanceof BodyError) throw error
    throw new BodyError('the body is no JSON')
  }
  const read = schema.safeParse(body)
  if (read.success) return read.data
  const issue = read.error.issues[0]
  throw new BodyError(`${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'not as expected'}`)
}

/** Reads no more than it may: what a request says of its own length proves nothing. */
async function textOf(request: Request, maxBytes: number): Promise<string> {
  const tooLong = new BodyError(`the body is longer than ${maxBytes} bytes`)
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLong
  if (!request.body) return ''
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of request.body as unknown as AsyncIterable<Uint8Array>) {
    length += piece.byteLength
    if (length > maxBytes) throw tooLong
    pieces.push(piece)
  }
  return new TextDecoder().decode(Buffer.concat(pieces))
}

/**
 * For routes that answer with people: their rows are read by our own pages, which show them. An address that is typed,
 * linked or opened would save them as a file past 名单导出, where a list leaves for a purpose.
 * @throws AccessDenied where the browser would show or save the answer
 */
export function refuseSaving(request: Request): void {
  // What a page's script fetches is `cors`; a navigation is `navigate`, a download is not `cors` either.
  const mode = request.headers.get('sec-fetch-mode')
  if (mode !== null && mode !== 'cors' && mode !== 'same-origin')
    throw new AccessDenied('lists leave as files by an export only')
}

/** Changes only come from our own pages: route handlers have no such check of their own. */
function refuseForeign(request: Request): void {
  if (isReading(request)) return
  const site = request.headers.get('sec-fetch-site')
  const origin = request.headers.get('origin')
  const isOwn =
    site === 'same-origin' || (site === null && origin !== null && hostOf(origin) === request.headers.get('host'))
  if (!isOwn) throw new AccessDenied('this request does not come from a page of this server')
}

function isReading({ method }: Request): boolean {
  return method === 'GET' || method === 'HEAD'
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host
  } catch {
    return null
  }
}

function refusal(error: unknown): Response {
  const status = error instanceof Error ? STATUS[error.name] : undefined
  const headers = { 'cache-control': 'no-store' }
  if (error instanceof Error && status !== undefined) {
    const rule = 'rule' in error ? { rule: error.rule } : {}
    return Response.json({ error: error.message, ...rule }, { status, headers })
  }
  const id = randomUUID().slice(0, 8)
  process.stderr.write(`[${id}] ${error instanceof Error ? error.stack : String(error)}\n`)
  return Response.json({ error: `something went wrong; quote the id ${id}`, id }, { status: 500, headers })
}
