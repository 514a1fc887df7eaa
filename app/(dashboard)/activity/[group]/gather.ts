import { daysBefore, previousMonthEnd } from '../../../../lib/filters/as-of.ts'
import { type Asked, ask } from '../../../../lib/filters/ask.ts'
import { type GroupProfile, readGroup } from '../../../../lib/filters/groups.ts'
import { choiceOf, type Selection } from '../../../../lib/filters/selection.ts'
import { changeOf } from '../../../../lib/metrics/shared/contribution.ts'
import { GROUP_FILTERS } from '../../../../lib/metrics/shared/population.ts'
import type { Page } from '../../../ui/shell/read-page.ts'
import { SILENCES, SPANS } from '../gather.ts'

export interface GroupPage {
  group: GroupProfile
  /** This group alone; of the page's filters those of people stay. */
  selection: Selection
  asOf: string
  from: string
  span: (typeof SPANS)[number]
  silence: (typeof SILENCES)[number]
  /** Days before the third month of each member. */
  checkpoint: Asked
  checkpointChange: number | null
  /** Days before the third month of the group itself. */
  third: Asked
  retention: Asked
  retentionChange: number | null
  /** Day by day over the span. */
  range: Asked
  pool: Asked
  poolBefore: Asked
  discussion: Asked
  rhythm: Asked
}

/** Every figure of one group; null where nobody knows it. */
export async function gatherGroup({ view, params, selection, asOf }: Page, id: string): Promise<GroupPage | null> {
  const group = await readGroup(view, id)
  if (!group) return null
  const ofPeople = Object.entries(selection.filters).filter(([key]) => !(GROUP_FILTERS as string[]).includes(key))
  const own: Selection = { ...selection, asOf, filters: { ...Object.fromEntries(ofPeople), group: [id] } }
  const put = (question: { metric: string; asOf?: string; parameters?: Record<string, string> }, more = {}) =>
    ask(view, own, { asOf, ...question, ...more })
  const span = choiceOf(params, 'span', SPANS)
  const silence = choiceOf(params, 'silence', SILENCES)
  const before = previousMonthEnd(asOf)
  const from = daysBefore(asOf, Number(span))
  const period = { from, to: asOf }
  const months6 = { metric: 'retention', parameters: { months: '6', level: 'group' } }
  const talk = { metric: 'discussion', parameters: { silence } }
  const [
    checkpoint,
    checkpointBefore,
    third,
    retention,
    retentionBefore,
    range,
    pool,
    poolBefore,
    talks,
    recent,
    rhythm,
  ] = await Promise.all([
    put({ metric: 'activity' }),
    put({ metric: 'activity', asOf: before }),
    put({ metric: 'activity', parameters: { lens: 'group' } }),
    put(months6, { by: 'cohort' }),
    put({ ...months6, asOf: before }),
    put({ metric: 'activity', parameters: { window: 'range' } }, period),
    put({ metric: 'pool' }, period),
    put({ metric: 'pool', asOf: before }),
    put(talk, period),
    put(talk),
    put({ metric: 'rhythm' }, { by: 'slot' }),
  ])
  return {
    ...{
      group,
      selection: own,
      asOf,
      from,
      span,
      silence,
      checkpoint,
      third,
      retention,
      range,
      pool,
      poolBefore,
      rhythm,
    },
    checkpointChange: changeOf(checkpoint.answer.overall, checkpointBefore.answer.overall),
    retentionChange: changeOf(retention.answer.overall, retentionBefore.answer.overall),
    // The share of the last 28 days, with the weeks of the span.
    discussion: { ...recent, answer: { ...recent.answer, series: talks.answer.series } },
  }
}
