import { z } from 'zod'
import { handle, readBody } from '../../../../lib/access/handle.ts'
import { appState } from '../../../../lib/app-state/database.ts'
import { setRiskThreshold } from '../../../../lib/app-state/risk.ts'
import { RULES } from '../../../../lib/metrics/at-risk/rules.ts'
import { RISK_RULES } from '../../../../lib/metrics/metric.ts'

const asked = z
  .object({
    rule: z.enum(RISK_RULES),
    disease: z.string().regex(/^[^:,]{1,100}$/),
    value: z.number().nullable(),
  })
  .refine(({ rule, value }) => {
    const { min, max, unit } = RULES[rule].threshold
    return value === null || (value >= min && value <= max && (unit !== 'days' || Number.isInteger(value)))
  }, 'the value is out of the bounds of the rule')

/** `PUT /api/risk/thresholds`: sets the threshold of a rule for a disease (`*`: all), or takes it back with null. */
export async function PUT(request: Request): Promise<Response> {
  return handle(request, 'write-thresholds', async (actor) => {
    const { rule, disease, value } = await readBody(request, asked)
    await setRiskThreshold(await appState(), actor, { rule, disease, value })
    return Response.json({ ok: true })
  })
}
