import { after } from 'next/server'
import { currentActor } from '../../../lib/access/actor.ts'
import { openView } from '../../../lib/access/gate.ts'
import { snapshotProblem } from '../../../lib/warehouse/snapshot.ts'
import { warmPages, warmthOf } from '../../(dashboard)/warm.ts'

/**
 * What the server serves and whether it is the newest. Status 503 while there is nothing to serve, for monitors;
 * with `quiet`, 200 all the same, for pages that wait for data. `pages` counts those whose figures are ready.
 */
export async function GET(request: Request): Promise<Response> {
  const isQuiet = new URL(request.url).searchParams.has('quiet')
  const problem = await snapshotProblem()
  try {
    const served = await openView(await currentActor(), async ({ snapshot }) => ({
      snapshot: snapshot.name,
      publishedAt: snapshot.publishedAt,
      dataThrough: snapshot.dataThrough,
    }))
    after(() => warmPages(served.snapshot))
    const { done, of } = warmthOf(served.snapshot)
    return answer({ status: problem ? 'degraded' : 'ok', ...served, problem, pages: { ready: done, of } }, 200)
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSnapshot')
      return answer({ status: 'down', problem }, isQuiet ? 200 : 503)
    throw error
  }
}

function answer(body: object, status: number): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } })
}
