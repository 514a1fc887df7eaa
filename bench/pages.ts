/** Every figure of a page, asked the way the page asks, with nothing cached. */
import { GATHER_ALL } from '../app/(dashboard)/gather-all.ts'
import type { Page } from '../app/ui/shell/read-page.ts'
import { LOCAL_OWNER } from '../lib/access/actor.ts'
import { ask } from '../lib/filters/ask.ts'
import { readSelection } from '../lib/filters/selection.ts'
import { answerMetric, listPeople } from '../lib/metrics/answer.ts'
import type { Snapshot } from '../lib/warehouse/snapshot.ts'

export type BenchedPage = keyof typeof GATHER_ALL

export const PAGES = Object.keys(GATHER_ALL) as BenchedPage[]

/** Gathers a page once; `asked` collects the metrics that it needs. Questions that a page repeats are answered once. */
export async function gatherPage(
  path: BenchedPage,
  snapshot: Snapshot,
  asOf: string,
  asked: Set<string>,
): Promise<void> {
  const answers = new Map<string, ReturnType<typeof answerMetric>>()
  const view: Page['view'] = {
    snapshot,
    actor: LOCAL_OWNER,
    metric: (question) => {
      asked.add(question.metric)
      const key = JSON.stringify(question)
      const answer = answers.get(key) ?? answerMetric(snapshot.engine, snapshot.name, question)
      answers.set(key, answer)
      return answer
    },
    people: (question, state) => listPeople(snapshot.engine, question, state),
    person: async () => null,
  }
  const selection = readSelection({})
  await GATHER_ALL[path]({
    view,
    params: {},
    selection,
    asOf,
    ask: (question) => ask(view, selection, { ...question, asOf: question.asOf ?? asOf }),
  })
}
