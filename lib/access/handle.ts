/** The wrapper of every route: who asks, whether the browser sent it from our own page, and errors as one line. */
import 'server-only'
import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { AccessDenied, type Actor, authorize, currentActor, type Right } from './actor.ts'

/** A body that is too long, no JSON, or not what the route asks for. */
export class BodyError extends Error {
  override name = 'BodyError'
}

/** Status of the errors that a user can do something about, by name: a server holds several copies of the classes. */
const STATUS: Readonly<Record<string, number>> = {
  QuestionError: 400,
  BodyError: 400,
  AccessDenied: 403,
  NotFound: 404,
  NoSnapshot: 503,
}

/**
 * Answers a request for an actor who has the right.
 * Errors become `{ error }`; what nobody foresaw is logged under the id that the answer gives.
 */
export async function handle(
  request: Request,
  right: Right,
  work: (actor: Actor) => Promise<Response>,
): Promise<Response> {
  try {
    const actor = await currentActor()
    authorize(actor, right)
    refuseForeign(request)
    return await work(actor)
  } catch (error) {
    return refusal(error)
  }
}

/** The JSON body of a request, checked. @throws BodyError in one line */
export async function readBody<T>(request: Request, schema: z.ZodType<T>, maxBytes = 65_536): Promise<T> {
  const text = await request.text()
  if (Buffer.byteLength(text) > maxBytes) throw new BodyError(`the body is longer than ${maxBytes} bytes`)
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new BodyError('the body is no JSON')
  }
  const read = schema.safeParse(body)
  if (read.success) return read.data
  const issue = read.error.issues[0]
  throw new BodyError(`${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'not as expected'}`)
}

/** Changes only come from our own pages: route handlers have no such check of their own. */
function refuseForeign(request: Request): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const site = request.headers.get('sec-fetch-site')
  const origin = request.headers.get('origin')
  const isOwn =
    site === 'same-origin' || (site === null && origin !== null && hostOf(origin) === request.headers.get('host'))
  if (!isOwn) throw new AccessDenied('this request does not come from a page of this server')
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
  if (status !== undefined) return Response.json({ error: (error as Error).message }, { status, headers })
  const id = randomUUID().slice(0, 8)
  process.stderr.write(`[${id}] ${error instanceof Error ? error.stack : String(error)}\n`)
  return Response.json({ error: `something went wrong; quote the id ${id}`, id }, { status: 500, headers })
}
