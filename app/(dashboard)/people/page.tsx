import { getLocale, getTranslations } from 'next-intl/server'
import { addressedList } from '../../../lib/filters/list-question.ts'
import { readOptions } from '../../../lib/filters/options.ts'
import type { SearchParams } from '../../../lib/filters/selection.ts'
import { ExportButton } from '../../ui/exports/export-button.tsx'
import { integer } from '../../ui/figures/format.ts'
import { languageOf } from '../../ui/i18n/language.ts'
import { BackButton } from '../../ui/people/back-button.tsx'
import { conditions, namesOf } from '../../ui/people/conditions.ts'
import { listTitle } from '../../ui/people/list-title.ts'
import { peopleTable } from '../../ui/people/people-table.ts'
import { NoDates } from '../../ui/shell/no-dates.tsx'
import { labelOptions } from '../../ui/shell/option-labels.ts'
import { PageHead } from '../../ui/shell/page-head.tsx'
import { type Page, readPage } from '../../ui/shell/read-page.ts'
import { Notice } from '../../ui/states/notice.tsx'
import { DataTable } from '../../ui/table/data-table.tsx'

/** The people behind a count: as many rows as the count, names masked. */
export default async function PeoplePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const t = await getTranslations('people')
  const language = languageOf(await getLocale())
  const read = await readPage(searchParams, gatherPeople).catch((error: unknown) => {
    if (error instanceof Error && error.name === 'QuestionError') return error.message
    throw error
  })
  if (read === null) return <NoDates />
  if (typeof read === 'string') {
    return (
      <Notice look="bad" title={t('badQuestion')}>
        {read}
      </Notice>
    )
  }
  const { people, persons, question, definition, list, truncated } = read
  const words = {
    filters: await getTranslations('filters'),
    t: await getTranslations('people'),
    values: await getTranslations('values'),
    names: namesOf(labelOptions(read.options, await getTranslations('values'))),
  }
  return (
    <>
      <PageHead
        title={t('title', {
          metric: definition.title[language],
          list: listTitle(list, t, await getTranslations('funnel.step')),
        })}
        question={
          persons < people.length + truncated
            ? t('countRows', {
                rows: integer(people.length + truncated),
                people: integer(persons),
                day: question.asOf,
              })
            : t('count', { count: integer(people.length + truncated), day: question.asOf })
        }
      >
        <span className="flex items-center gap-2">
          {read.isExportable && people.length > 0 && <ExportButton count={people.length + truncated} />}
          <BackButton label={t('back')} />
        </span>
      </PageHead>
      <p className="pb-3 text-note text-ink-3">
        {conditions(read, definition, language, words).join(' · ')} {t('masked')}
      </p>
      {truncated > 0 && (
        <Notice look="warn" title={t('truncated', { shown: integer(people.length) })} className="mb-3" />
      )}
      <DataTable data={peopleTable(people, words)} label={t('label')} maxHeight="max-h-[calc(100vh-240px)]" />
    </>
  )
}

/** Rows sent to a browser at most; the count above the table is that of all. */
const MOST_ROWS = 5000

async function gatherPeople({ view, params, selection, asOf }: Page) {
  const asked = await addressedList(view, selection, params, asOf)
  const all = await view.people(asked.question, asked.list)
  return {
    ...asked,
    options: await readOptions(view),
    isExportable: view.actor.rights.has('export-people'),
    people: all.slice(0, MOST_ROWS),
    /** Fewer than rows where a row is a coupon, a plan or a trial. */
    persons: new Set(all.map((row) => row.person)).size,
    truncated: Math.max(0, all.length - MOST_ROWS),
  }
}
