import { getTranslations } from 'next-intl/server'
import { openView } from '../../../../../lib/access/gate.ts'
import { handle } from '../../../../../lib/access/handle.ts'
import { readTraceKey } from '../../../../../lib/auth/secret.ts'
import { fetchExport } from '../../../../../lib/export/fetch.ts'
import { hospitalZone } from '../../../../../lib/warehouse/layout.ts'
import { coverOf } from '../../../../ui/exports/cover.ts'
import { listFile } from '../../../../ui/exports/list-file.ts'
import { listWords } from '../../../../ui/exports/list-words.ts'

/** `POST /api/exports/<no>/file`: the file, once. A POST, so that no other site and no look-ahead uses it up. */
export async function POST(request: Request, context: { params: Promise<{ no: string }> }): Promise<Response> {
  const { no } = await context.params
  return handle(request, 'export-people', (actor) =>
    openView(actor, async (view) => {
      const t = await getTranslations('exports')
      const words = await listWords(view)
      const file = await fetchExport(view, actor, no, async (content) => {
        const { title, conditions } = await words.ofRow(content.row)
        const cover = coverOf({ content, t, title, conditions, exportedAt: new Date().toISOString() })
        const marks = { export_no: t('facts.no'), exporter: t('facts.exporter'), trace: t('trace') }
        const { format } = content.row
        const made = await listFile({
          ...{ content, cover, marks, words: words.table, key: readTraceKey(), zone: hospitalZone() },
        })
        return { ...made, format }
      })
      return new Response(file.bytes, {
        headers: {
          'content-type': file.type,
          'content-disposition': `attachment; filename="longrun-${no}.${file.format}"`,
          'cache-control': 'no-store',
        },
      })
    }),
  )
}
