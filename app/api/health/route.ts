import { currentActor } from '../../../lib/access/actor.ts'
import { openView } from '../../../lib/access/gate.ts'
import { snapshotProblem } from '../../../lib/warehouse/snapshot.ts'

/** What the server serves and whether it is the newest: for monitors, and for pages that wait for new data. */
export async function GET(): Promise<Response> {
  const problem = await snapshotProblem()
  try {
    const served = await openView(await currentActor(), async ({ snapshot }) => ({
      snapshot: snapshot.name,
      publishedAt: snapshot.publishedAt,
      dataThrough: snapshot.dataThrough,
    }))
    return answer({ status: problem ? 'degraded' : 'ok', ...served, problem }, 200)
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSnapshot') return answer({ status: 'down', problem }, 503)
    throw error
  }
}

function answer(body: object, status: number): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } })
}
