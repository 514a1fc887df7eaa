import 'server-only'
import { forbidden } from 'next/navigation'
import { type Actor, currentActor } from '../../../lib/access/actor.ts'
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
 * Opens one view for a page and lets it gather its figures, all from one snapshot. Who is not signed in is sent to do
 * so; who may not see what the page gathers is told so.
 * @returns null while nothing with a date is loaded
 */
export async function readPage<T>(
  searchParams: Promise<SearchParams>,
  gather: (page: Page) => Promise<T>,
): Promise<T | null> {
  const [actor, params] = await Promise.all([currentActor(), searchParams])
  try {
    return await gatherAs(actor, params, gather)
  } catch (error) {
    if (error instanceof Error && error.name === 'AccessDenied') forbidden()
    throw error
  }
}

/** Gathers a page for an actor, without a request. */
export async function gatherAs<T>(
  actor: Actor,
  params: SearchParams,
  gather: (page: Page) => Promise<T>,
): Promise<T | null> {
  const selection = readSelection(params)
  return openView(actor, async (view) => {
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
