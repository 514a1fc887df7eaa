import { getLocale, getTranslations } from 'next-intl/server'
import type { Actor } from '../../../../../lib/access/actor.ts'
import { openView } from '../../../../../lib/access/gate.ts'
import { handle } from '../../../../../lib/access/handle.ts'
import { NotFound } from '../../../../../lib/access/not-found.ts'
import { workbook, XLSX_TYPE } from '../../../../../lib/export/workbook.ts'
import { effectiveAsOf } from '../../../../../lib/filters/as-of.ts'
import { readSelection } from '../../../../../lib/filters/selection.ts'
import { type Frozen, readFrozen } from '../../../../../lib/reports/frozen.ts'
import { reportMonth } from '../../../../../lib/reports/month.ts'
import { buildReport, type Report } from '../../../../../lib/reports/report.ts'
import { hospitalZone } from '../../../../../lib/warehouse/layout.ts'
import { languageOf } from '../../../../ui/i18n/language.ts'
import { coverOf, sheetsOf } from '../../../../ui/reports/sheets.ts'
import { reportWords } from '../../../../ui/reports/words.ts'

/** `GET /api/reports/<id>/xlsx`: a frozen report as a workbook; `today?asOf=&<filters>` for one that is not frozen. */
export async function GET(request: Request, context: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await context.params
  return handle(request, 'read-figures', async (actor) => {
    const { report, head } = id === 'today' ? await current(actor, request) : await kept(actor, id)
    const t = await getTranslations()
    const words = reportWords(t, languageOf(await getLocale()))
    const exportedAt = new Date().toISOString()
    const exporting = { report, head, exporter: actor.id, exportedAt, t, words }
    const file = await workbook(coverOf(exporting), sheetsOf(exporting), hospitalZone())
    const revision = head ? `-r${head.revision}` : ''
    return new Response(file, {
      headers: {
        'content-type': XLSX_TYPE,
        'content-disposition': `attachment; filename="longrun-${report.month.month}${revision}.xlsx"`,
        'cache-control': 'no-store',
      },
    })
  })
}

async function kept(actor: Actor, id: string): Promise<Frozen> {
  const frozen = await readFrozen(actor, id)
  if (!frozen) throw new NotFound(`no frozen report '${id}'`)
  return frozen
}

async function current(actor: Actor, request: Request): Promise<{ report: Report; head: null }> {
  const { searchParams } = new URL(request.url)
  const params = [...searchParams.keys()].map((key) => [key, searchParams.getAll(key)] as const)
  const { asOf, filters } = readSelection(Object.fromEntries(params))
  const report = await openView(actor, (view) => {
    const { dataThrough } = view.snapshot
    if (dataThrough === null) throw new NotFound('nothing with a date is loaded yet')
    const day = asOf === undefined ? undefined : effectiveAsOf(asOf, dataThrough)
    return buildReport(actor, view, reportMonth(day, dataThrough), filters)
  })
  return { report, head: null }
}
