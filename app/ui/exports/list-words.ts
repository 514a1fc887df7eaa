import 'server-only'
import { getLocale, getTranslations } from 'next-intl/server'
import type { View } from '../../../lib/access/gate.ts'
import type { ExportRow } from '../../../lib/app-state/exports.ts'
import { keptQuestion } from '../../../lib/export/request.ts'
import { definitionOf } from '../../../lib/filters/ask.ts'
import { readOptions } from '../../../lib/filters/options.ts'
import { languageOf } from '../i18n/language.ts'
import { conditions, namesOf } from '../people/conditions.ts'
import { listTitle } from '../people/list-title.ts'
import { labelOptions } from '../shell/option-labels.ts'

/** How the list of an export is called and chosen, in the reader's words. */
export async function listWords(view: View) {
  const [language, t, values] = [
    languageOf(await getLocale()),
    await getTranslations('people'),
    await getTranslations('values'),
  ]
  const [filters, steps] = [await getTranslations('filters'), await getTranslations('funnel.step')]
  const names = namesOf(labelOptions(await readOptions(view), values))
  const ofRow = async (row: Pick<ExportRow, 'question'>) => {
    const kept = keptQuestion(row)
    const definition = await definitionOf(kept.question.metric)
    return {
      title: t('title', { metric: definition.title[language], list: listTitle(kept.list, t, steps) }),
      conditions: conditions(kept, definition, language, { values, filters, names }),
      asOf: kept.question.asOf,
    }
  }
  return { ofRow, table: { t, values, names } }
}
