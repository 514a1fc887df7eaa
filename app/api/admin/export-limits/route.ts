import { z } from 'zod'
import { handle, readBody } from '../../../../lib/access/handle.ts'
import { appState } from '../../../../lib/app-state/database.ts'
import { setExportLimit } from '../../../../lib/app-state/export-limits.ts'
import { EXPORT_LIMITS, type ExportLimit } from '../../../../lib/export/limits.ts'

const LIMITS = Object.keys(EXPORT_LIMITS) as [ExportLimit, ...ExportLimit[]]
const CHANGE = z.object({ limit: z.enum(LIMITS), value: z.number() })

/** `POST { limit, value }`: how much may leave without a second person, and how often. */
export function POST(request: Request): Promise<Response> {
  return handle(request, 'write-export-limits', async (actor) => {
    const { limit, value } = await readBody(request, CHANGE)
    await setExportLimit(await appState(), actor, limit, value)
    return Response.json({}, { headers: { 'cache-control': 'no-store' } })
  })
}
