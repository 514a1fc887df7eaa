import { z } from 'zod'
import { openView } from '../../../../lib/access/gate.ts'
import { handle, readBody } from '../../../../lib/access/handle.ts'
import { RISK_RULES } from '../../../../lib/metrics/metric.ts'
import { actOnList } from '../../../../lib/risk/actions.ts'

/** 100,000 pseudonyms and a script. */
const MAX_BYTES = 2_000_000

const day = z.iso.date()
const asked = z.object({
  rule: z.enum(['any', ...RISK_RULES]),
  people: z.array(z.string().max(40)).min(1).max(100_000),
  action: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('contacted'),
      channel: z.enum(['wecom', 'phone', 'sms', 'visit']),
      script: z.string().max(2000),
    }),
    z.object({ kind: z.literal('assign'), owner: z.string().max(100).nullable() }),
    z.object({ kind: z.literal('snooze'), until: day }),
    z.object({ kind: z.literal('reopen') }),
    z.object({ kind: z.literal('optOut') }),
  ]),
})

/** `POST /api/risk/actions`: does one thing to people on a list; answers how many it was done to. */
export async function POST(request: Request): Promise<Response> {
  return handle(request, 'manage-outreach', async (actor) => {
    const body = await readBody(request, asked, MAX_BYTES)
    return openView(actor, async (view) => Response.json(await actOnList(view, actor, body)))
  })
}
