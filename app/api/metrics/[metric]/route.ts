import { createHash } from 'node:crypto'
import { AccessDenied } from '../../../../lib/access/actor.ts'
import { openView, type View } from '../../../../lib/access/gate.ts'
import { handle, refuseSaving } from '../../../../lib/access/handle.ts'
import { readGoals } from '../../../../lib/app-state/settings.ts'
import type { RawQuestion } from '../../../../lib/metrics/answer.ts'
import type { Answer } from '../../../../lib/metrics/metric.ts'

interface Context {
  params: Promise<{ metric: string }>
}

/**
 * `GET /api/metrics/<id>?asOf=&by=&from=&to=&list=&<parameters and filters>`: the same object as the command line's,
 * or `{ count, people }` with `list`, for pages and programs but not as a file. Errors are `{ error }`, one line.
 */
export async function GET(request: Request, context: Context): Promise<Response> {
  const { metric } = await context.params
  const { searchParams } = new URL(request.url)
  return handle(request, 'read-figures', (actor) =>
    openView(actor, async (view) => {
      const question = questionOf(metric, searchParams, view)
      const list = searchParams.get('list')
      if (list !== null) {
        refuseSaving(request)
        // Answered every time, and kept nowhere: each look at people is in the audit trail.
        return Response.json(await listOf(view, question, list), { headers: { 'cache-control': 'no-store' } })
      }
      const { rights, scope } = actor
      const etag = etagOf([view.snapshot.name, [...rights].sort(), scope, question, await readGoals()])
      if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers: { etag } })
      const body = await figureOf(view, question)
      return Response.json(body, { headers: { etag, 'cache-control': 'private, no-cache' } })
    }),
  )
}

const RESERVED = new Set(['asOf', 'by', 'from', 'to', 'list'])

function questionOf(metric: string, params: URLSearchParams, view: View): RawQuestion {
  const optional = (name: 'by' | 'from' | 'to') => {
    const value = params.get(name)
    return value === null ? {} : { [name]: value }
  }
  return {
    metric,
    asOf: params.get('asOf') ?? view.snapshot.dataThrough ?? '',
    where: [...params.entries()].filter(([key]) => !RESERVED.has(key)),
    ...optional('by'),
    ...optional('from'),
    ...optional('to'),
  }
}

async function figureOf(view: View, question: RawQuestion): Promise<Answer> {
  const answer = await view.metric(question)
  if (answer.overall.state === 'not_permitted') throw new AccessDenied(`${question.metric}: not for this account`)
  return answer
}

async function listOf(view: View, question: RawQuestion, list: string) {
  const people = await view.people(question, list)
  return { count: people.length, people }
}

function etagOf(key: unknown): string {
  return `"${createHash('sha256').update(JSON.stringify(key)).digest('base64url').slice(0, 27)}"`
}
