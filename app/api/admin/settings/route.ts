import { z } from 'zod'
import { handle, readBody } from '../../../../lib/access/handle.ts'
import { appState } from '../../../../lib/app-state/database.ts'
import { setExportLimit } from '../../../../lib/app-state/export-limits.ts'
import { setGoal } from '../../../../lib/app-state/settings.ts'
import { EXPORT_LIMITS, type ExportLimit } from '../../../../lib/export/limits.ts'

const LIMITS = Object.keys(EXPORT_LIMITS) as [ExportLimit, ...ExportLimit[]]
const CHANGE = z.union([
  z.object({ metric: z.string().min(1).max(64), goal: z.number().nullable() }),
  z.object({ exportLimit: z.enum(LIMITS), value: z.number() }),
])

/**
 * `POST { metric, goal }`: the goal of a metric, null for the definition's own. `POST { exportLimit, value }`: how much
 * may leave.
 */
export function POST(request: Request): Promise<Response> {
  return handle(request, 'write-settings', async (actor) => {
    const change = await readBody(request, CHANGE)
    const database = await appState()
    if ('metric' in change) await setGoal(database, actor, change.metric, change.goal)
    else await setExportLimit(database, actor, change.exportLimit, change.value)
    return Response.json({}, { headers: { 'cache-control': 'no-store' } })
  })
}
