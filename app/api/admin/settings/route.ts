import { z } from 'zod'
import { handle, readBody } from '../../../../lib/access/handle.ts'
import { appState } from '../../../../lib/app-state/database.ts'
import { setGoal } from '../../../../lib/app-state/settings.ts'

const CHANGE = z.object({ metric: z.string().min(1).max(64), goal: z.number().nullable() })

/** `POST { metric, goal }`: the goal of a metric, null for the definition's own. */
export function POST(request: Request): Promise<Response> {
  return handle(request, 'write-settings', async (actor) => {
    const { metric, goal } = await readBody(request, CHANGE)
    await setGoal(await appState(), actor, metric, goal)
    return Response.json({}, { headers: { 'cache-control': 'no-store' } })
  })
}
