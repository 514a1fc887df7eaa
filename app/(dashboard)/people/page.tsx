import { getLocale, getTranslations } from 'next-intl/server'
import { ask, definitionOf, type Question } from '../../../lib/filters/ask.ts'
import { type FilterOptions, readOptions } from '../../../lib/filters/options.ts'
import { oneOf, type SearchParams } from '../../../lib/filters/selection.ts'
import { type Definition, QuestionError } from '../../../lib/metrics/metric.ts'
import { integer } from '../../ui/figures/format.ts'
import { type Language, languageOf } from '../../ui/i18n/language.ts'
import { BackButton } from '../../ui/people/back-button.tsx'
import { listTitle } from '../../ui/people/list-title.ts'
import { peopleTable } from '../../ui/people/people-table.ts'
import { NoDates } from '../../ui/shell/no-dates.tsx'
import { labelOptions, type ValueWords, valueLabel } from '../../ui/shell/option-labels.ts'
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
        <BackButton label={t('back')} />
      </PageHead>
      <p className="pb-3 text-note text-ink-3">
        {conditions(read, language, words).join(' · ')} {t('masked')}
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
  const metric = oneOf(params, 'metric') ?? ''
  const definition = await definitionOf(metric)
  const asked = oneOf(params, 'list') ?? ''
  const list = definition.lists.find((state) => state === asked)
  if (!list) throw new QuestionError(`list=${asked}: expected one of ${definition.lists.join(', ')}`)
  const question = questionOf(definition, params, asOf)
  const { answer } = await ask(view, selection, question)
  const where = [...Object.entries(question.parameters ?? {}), ...filterPairs(answer.filters)]
  const { from, to } = question
  const all = await view.people({ metric, asOf, where, ...(from !== undefined && { from, to }) }, list)
  return {
    definition,
    options: await readOptions(view),
    question,
    list,
    filters: answer.filters,
    people: all.slice(0, MOST_ROWS),
    /** Fewer than rows where a row is a coupon, a plan or a trial. */
    persons: new Set(all.map((row) => row.person)).size,
    truncated: Math.max(0, all.length - MOST_ROWS),
  }
}

function questionOf(definition: Definition, params: SearchParams, asOf: string): Question {
  const parameters: Record<string, string> = {}
  for (const { name } of definition.parameters) {
    const value = oneOf(params, name)
    if (value !== undefined) parameters[name] = value
  }
  const [from, to] = [oneOf(params, 'from'), oneOf(params, 'to')]
  const period = from !== undefined && to !== undefined ? { from, to } : {}
  return { metric: definition.id, asOf, parameters, ...period }
}

function filterPairs(filters: Readonly<Record<string, readonly string[] | undefined>>): [string, string][] {
  return Object.entries(filters).flatMap(([key, values]) => (values ?? []).map((v): [string, string] => [key, v]))
}

/** Names of groups and channels by their ids. */
function namesOf({ group, channel }: FilterOptions): Record<string, string> {
  return Object.fromEntries([...channel, ...group].map((o) => [o.value, o.label]))
}

type People = NonNullable<Awaited<ReturnType<typeof gatherPeople>>>

interface Words {
  values: ValueWords
  filters: ValueWords
  names: Readonly<Record<string, string>>
}

/** The question in words: parameters, filters, period. */
function conditions({ question, filters, definition }: People, language: Language, words: Words): string[] {
  const parameters = Object.entries(question.parameters ?? {}).map(([name, value]) => {
    const title = definition.parameters.find((p) => p.name === name)?.title[language] ?? name
    return `${title}: ${valueLabel(words.values, value)}`
  })
  const chosen = filterPairs(filters).map(
    ([key, value]) => `${words.filters(key)}: ${valueLabel(words.values, words.names[value] ?? value)}`,
  )
  const period = question.from === undefined ? [] : [`${question.from} – ${question.to ?? ''}`]
  return [...parameters, ...chosen, ...period]
}
