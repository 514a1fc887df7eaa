import { daysBefore, previousMonthEnd } from '../../../lib/filters/as-of.ts'
import type { Asked } from '../../../lib/filters/ask.ts'
import { choiceOf } from '../../../lib/filters/selection.ts'
import { changeOf } from '../../../lib/metrics/shared/contribution.ts'
import type { Page } from '../../ui/shell/read-page.ts'

export const SPANS = ['90', '28', '180', '365'] as const
export const SILENCES = ['60', '30', '120'] as const

export interface ActivityPage {
  asOf: string
  from: string
  span: (typeof SPANS)[number]
  silence: (typeof SILENCES)[number]
  /** Checkpoint 1: the goal tile. */
  checkpoint: Asked
  checkpointChange: number | null
  /** Day by day over the span. */
  range: Asked
  rangeGroups: Asked
  pool: Asked
  poolBefore: Asked
  poolGroups: Asked
  rhythm: Asked
  discussion: Asked
  discussionGroups: Asked
  discussionChange: number | null
}

/** Every figure of the page, all at once. */
export async function gatherActivity({ ask, asOf, params }: Page): Promise<ActivityPage> {
  const span = choiceOf(params, 'span', SPANS)
  const silence = choiceOf(params, 'silence', SILENCES)
  const before = previousMonthEnd(asOf)
  const from = daysBefore(asOf, Number(span))
  const period = { from, to: asOf }
  const range = { metric: 'activity', parameters: { window: 'range' }, ...period }
  const talk = { metric: 'discussion', parameters: { silence } }
  const [
    checkpoint,
    checkpointBefore,
    days,
    rangeGroups,
    pool,
    poolBefore,
    poolGroups,
    rhythm,
    discussion,
    discussionGroups,
    discussionBefore,
  ] = await Promise.all([
    ask({ metric: 'activity' }),
    ask({ metric: 'activity', asOf: before }),
    ask(range),
    ask({ ...range, by: 'group' }),
    ask({ metric: 'pool' }),
    ask({ metric: 'pool', asOf: before }),
    ask({ metric: 'pool', by: 'group' }),
    ask({ metric: 'rhythm', by: 'slot' }),
    ask({ ...talk, ...period }),
    ask({ ...talk, by: 'group' }),
    ask({ ...talk, asOf: before }),
  ])
  const recent = await ask(talk)
  return {
    ...{ asOf, from, span, silence, checkpoint, rangeGroups, pool, poolBefore, poolGroups, rhythm, discussionGroups },
    checkpointChange: changeOf(checkpoint.answer.overall, checkpointBefore.answer.overall),
    range: days,
    discussion: { ...recent, answer: { ...recent.answer, series: discussion.answer.series } },
    discussionChange: changeOf(recent.answer.overall, discussionBefore.answer.overall),
  }
}
