import { after } from 'next/server'
import { actorFrom } from '../../../lib/access/session.ts'
import { readingProblem, snapshotProblem, withSnapshot } from '../../../lib/warehouse/snapshot.ts'
import { warmPages, warmthOf } from '../../(dashboard)/warm.ts'

/**
 * Whether the server serves the newest data and can read all that it was asked for, and how many pages' figures are
 * ready. Status 503 while there is nothing to serve, for monitors; with `quiet`, 200 all the same, for pages that wait
 * for data. Which snapshot it is, only those who are signed in are told; asking does not count as their activity, as
 * pages ask by themselves.
 */
export async function GET(request: Request): Promise<Response> {
  const isQuiet = new URL(request.url).searchParams.has('quiet')
  const problem = (await snapshotProblem()) ?? readingProblem()
  try {
    const served = await withSnapshot(async ({ name, publishedAt, dataThrough }) => ({
      snapshot: name,
      publishedAt,
      dataThrough,
    }))
    after(() => warmPages(served.snapshot))
    const { done, of } = warmthOf(served.snapshot)
    const actor = await actorFrom(request.headers, { isActivity: false })
    return answer(
      {
        status: problem ? 'degraded' : 'ok',
        pages: { ready: done, of },
        ...(actor ? { ...served, problem } : { isSignedIn: false }),
      },
      200,
    )
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSnapshot') return answer({ status: 'down' }, isQuiet ? 200 : 503)
    throw error
  }
}

function answer(body: object, status: number): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } })
}
