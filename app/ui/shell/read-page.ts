import 'server-only'
import { currentActor } from '../../../lib/access/actor.ts'
import { openView, type View } from '../../../lib/access/gate.ts'
import { effectiveAsOf } from '../../../lib/filters/as-of.ts'
import { type Asked, ask, type Question } from '../../../lib/filters/ask.ts'
import { readSelection, type SearchParams, type Selection } from '../../../lib/filters/selection.ts'

export interface Page {
  view: View
  params: SearchParams
  selection: Selection
  /** The day on which the page stands. */
  asOf: string
  /** Asks with the filters of the page; its as-of unless the question names another. */
  ask(question: Omit<Question, 'asOf'> & { asOf?: string }): Promise<Asked>
}

/**
 * Opens one view for a page and lets it gather its figures, all from one snapshot.
 * @returns null while nothing with a date is loaded
 */
export async function readPage<T>(
  searchParams: Promise<SearchParams>,
  gather: (page: Page) => Promise<T>,
): Promise<T | null> {
  const params = await searchParams
  const selection = readSelection(params)
  return openView(await currentActor(), async (view) => {
    const { dataThrough } = view.snapshot
    if (dataThrough === null) return null
    const asOf = effectiveAsOf(selection.asOf, dataThrough)
    return gather({
      view,
      params,
      selection,
      asOf,
      ask: (question) => ask(view, selection, { ...question, asOf: question.asOf ?? asOf }),
    })
  })
}
