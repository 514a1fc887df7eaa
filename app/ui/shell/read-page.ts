import 'server-only'
import { forbidden } from 'next/navigation'
import { cache } from 'react'
import { type Actor, currentActor } from '../../../lib/access/actor.ts'
import { openView, type View } from '../../../lib/access/gate.ts'
import { effectiveAsOf } from '../../../lib/filters/as-of.ts'
import { type Asked, ask, type Question } from '../../../lib/filters/ask.ts'
import { readSelection, type SearchParams, type Selection } from '../../../lib/filters/selection.ts'
import type { Trouble } from '../../../lib/warehouse/last-good.ts'
import type { ProblemCode } from '../../../lib/warehouse/problem.ts'
import type { Snapshot } from '../../../lib/warehouse/snapshot.ts'

const NOTHING_PUBLISHED: ProblemCode = 'nothing-published'

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
 * Opens one view for a page and lets it gather its figures, all from one snapshot; where that fails, all from the last
 * good answers, which the page's head then says. Who is not signed in is sent to sign in; who may not see what the page
 * gathers is told so.
 * @returns null while nothing is published, or nothing with a date
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
    // The shell says what to do; it is nothing to be logged as a failure of the page.
    if (error instanceof Error && 'code' in error && error.code === NOTHING_PUBLISHED) return null
    throw error
  }
}

/** Gathers a page for an actor, without a request. */
export async function gatherAs<T>(
  actor: Actor,
  params: SearchParams,
  gather: (page: Page) => Promise<T>,
): Promise<T | null> {
  const isClosed = !actor.rights.has('read-people')
  const selection = { ...readSelection(params), ...(isClosed && { withoutPeople: true as const }) }
  const read = async (view: View) => {
    const { dataThrough } = view.snapshot
    if (dataThrough === null) return null
    if (view.snapshot.trouble) noteTrouble(view.snapshot, view.snapshot.trouble)
    const asOf = effectiveAsOf(selection.asOf, dataThrough)
    return gather({
      view,
      params,
      selection,
      asOf,
      ask: (question) => ask(view, selection, { ...question, asOf: question.asOf ?? asOf }),
    })
  }
  return openView(actor, read, { mayBeLastGood: true })
}

export interface RequestTrouble extends Trouble {
  publishedAt: string
  dataThrough: string | null
}

/** One a request: a page is read before its head is drawn. */
const troubleHolder = cache((): { trouble: RequestTrouble | null } => ({ trouble: null }))

function noteTrouble({ publishedAt, dataThrough }: Snapshot, trouble: Trouble): void {
  troubleHolder().trouble = { ...trouble, publishedAt, dataThrough }
}

/** Why the figures of this request are old ones; null where they are not. */
export function requestTrouble(): RequestTrouble | null {
  return troubleHolder().trouble
}
