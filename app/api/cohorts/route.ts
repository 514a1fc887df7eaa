import { z } from 'zod'
import { openView } from '../../../lib/access/gate.ts'
import { handle, readBody } from '../../../lib/access/handle.ts'
import { removeCohort } from '../../../lib/app-state/risk.ts'
import { RISK_RULES } from '../../../lib/metrics/metric.ts'
import { saveRiskCohort } from '../../../lib/risk/cohorts.ts'

const MAX_BYTES = 2_000_000

const asked = z.object({
  name: z.string().trim().min(1).max(60),
  kind: z.enum(['frozen', 'rule']),
  rule: z.enum(['any', ...RISK_RULES]),
  /** Query of the page, as it stands in the address. */
  query: z.string().max(4000),
  people: z.array(z.string().max(40)).max(100_000),
})

/** `POST /api/cohorts`: saves the chosen people, or the question itself, under a name. */
export async function POST(request: Request): Promise<Response> {
  return handle(request, 'manage-outreach', async (actor) => {
    const body = await readBody(request, asked, MAX_BYTES)
    return openView(actor, async (view) => Response.json({ id: await saveRiskCohort(view, actor, body) }))
  })
}

/** `DELETE /api/cohorts?id=`. */
export async function DELETE(request: Request): Promise<Response> {
  return handle(request, 'manage-outreach', async () => {
    await removeCohort(new URL(request.url).searchParams.get('id') ?? '')
    return Response.json({ ok: true })
  })
}
