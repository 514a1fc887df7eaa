import { openView } from '../../../../lib/access/gate.ts'
import { handle, refuseSaving } from '../../../../lib/access/handle.ts'
import { effectiveAsOf } from '../../../../lib/filters/as-of.ts'
import { choiceOf, oneOf, readSelection, type SearchParams } from '../../../../lib/filters/selection.ts'
import { RISK_RULES } from '../../../../lib/metrics/metric.ts'
import { riskArrow } from '../../../../lib/risk/arrow.ts'
import { frozenPeople } from '../../../../lib/risk/cohorts.ts'
import { riskList } from '../../../../lib/risk/list.ts'

/** `GET /api/risk/list?rule=&asOf=&saved=&<filters>`: everybody on the list, or those of a frozen one, as an Arrow IPC stream, names masked. */
export async function GET(request: Request): Promise<Response> {
  const params = paramsOf(new URL(request.url).searchParams)
  return handle(request, 'read-people', async (actor) => {
    refuseSaving(request)
    return openView(actor, async (view) => {
      const asOf = effectiveAsOf(oneOf(params, 'asOf'), view.snapshot.dataThrough ?? '')
      const rule = choiceOf(params, 'rule', ['any', ...RISK_RULES])
      const saved = oneOf(params, 'saved')
      const only = saved === undefined ? undefined : await frozenPeople(saved)
      const rows = await riskList(view, readSelection(params), { rule, asOf, ...(only && { only }) })
      return new Response(Buffer.from(riskArrow(rows)), {
        headers: { 'content-type': 'application/vnd.apache.arrow.stream', 'cache-control': 'no-store' },
      })
    })
  })
}

function paramsOf(params: URLSearchParams): SearchParams {
  return Object.fromEntries([...new Set(params.keys())].map((key) => [key, params.getAll(key)]))
}
