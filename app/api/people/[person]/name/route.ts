import { z } from 'zod'
import { openView } from '../../../../../lib/access/gate.ts'
import { handle, readBody } from '../../../../../lib/access/handle.ts'
import { LOOK_PURPOSES, REASON } from '../../../../../lib/people/looks.ts'

const asked = z.object({
  purpose: z.enum(LOOK_PURPOSES),
  reason: z
    .string()
    .trim()
    .min(REASON.least)
    .max(REASON.most)
    .refine(
      (text) => !/\p{Nd}{7,}|(?:\p{Nd}[\s-]?){11,}/u.test(text),
      'no phone and no identity number here: the audit trail keeps it',
    ),
})

/** `POST /api/people/<person>/name`: the clear name, once, for a reason. A POST, so that nothing looks by itself. */
export async function POST(request: Request, context: { params: Promise<{ person: string }> }): Promise<Response> {
  const { person } = await context.params
  return handle(request, 'unmask', async (actor) => {
    const look = await readBody(request, asked)
    const name = await openView(actor, (view) => view.clearName(person, look))
    return Response.json({ name }, { headers: { 'cache-control': 'no-store' } })
  })
}
