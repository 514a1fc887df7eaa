/** Every figure of a page, asked the way the page asks, with nothing cached. */
import { gatherOverview } from '../app/(dashboard)/_overview/gather.ts'
import { gatherActivity } from '../app/(dashboard)/activity/gather.ts'
import { gatherCheckpoints } from '../app/(dashboard)/checkpoints/gather.ts'
import { gatherRetention } from '../app/(dashboard)/retention/gather.ts'
import type { Page } from '../app/ui/shell/read-page.ts'
import { ask } from '../lib/filters/ask.ts'
import { readSelection } from '../lib/filters/selection.ts'
import { answerMetric, listPeople } from '../lib/metrics/answer.ts'
import type { Snapshot } from '../lib/warehouse/snapshot.ts'

const GATHER = {
  '/': gatherOverview,
  '/checkpoints': gatherCheckpoints,
  '/activity': gatherActivity,
  '/retention': gatherRetention,
} satisfies Record<string, (page: Page) => Promise<unknown>>

export type BenchedPage = keyof typeof GATHER

export const PAGES = Object.keys(GATHER) as BenchedPage[]

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
    metric: (question) => {
      asked.add(question.metric)
      const key = JSON.stringify(question)
      const answer = answers.get(key) ?? answerMetric(snapshot.engine, snapshot.name, question)
      answers.set(key, answer)
      return answer
    },
    people: (question, state) => listPeople(snapshot.engine, question, state),
  }
  const selection = readSelection({})
  await GATHER[path]({
    view,
    params: {},
    selection,
    asOf,
    ask: (question) => ask(view, selection, { ...question, asOf: question.asOf ?? asOf }),
  })
}
