/** Every figure of a page, asked the way the page asks, with nothing cached. */
import { GATHER_ALL } from '../app/(dashboard)/gather-all.ts'
import type { Page } from '../app/ui/shell/read-page.ts'
import { LOCAL_OWNER } from '../lib/access/actor.ts'
import { ask } from '../lib/filters/ask.ts'
import { readSelection } from '../lib/filters/selection.ts'
import { answerMetric, listPeople, type RawQuestion } from '../lib/metrics/answer.ts'
import type { Engine } from '../lib/warehouse/engine.ts'
import { sharingStatements } from '../lib/warehouse/shared-statements.ts'
import type { Snapshot } from '../lib/warehouse/snapshot.ts'

export type BenchedPage = keyof typeof GATHER_ALL

export const PAGES = Object.keys(GATHER_ALL) as BenchedPage[]

/**
 * Gathers a page once, as a server does that has answered nothing yet: what the page repeats is computed once.
 * @returns the questions that the page asked
 */
export async function gatherPage(
  path: BenchedPage,
  snapshot: Snapshot,
  engine: Engine,
  asOf: string,
): Promise<RawQuestion[]> {
  const shared = sharingStatements(engine)
  const questions = new Map<string, RawQuestion>()
  const answers = new Map<string, ReturnType<typeof answerMetric>>()
  const view: Page['view'] = {
    snapshot,
    actor: LOCAL_OWNER,
    metric: (question) => {
      const key = JSON.stringify(question)
      questions.set(key, question)
      const answer = answers.get(key) ?? answerMetric(shared, snapshot.name, question)
      answers.set(key, answer)
      return answer
    },
    people: (question, state) => listPeople(shared, question, state),
    person: async () => null,
    clearName: () => Promise.reject(new Error('no names here')),
  }
  const selection = readSelection({})
  await GATHER_ALL[path]({
    view,
    params: {},
    selection,
    asOf,
    ask: (question) => ask(view, selection, { ...question, asOf: question.asOf ?? asOf }),
  })
  return [...questions.values()]
}
