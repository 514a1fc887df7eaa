import 'server-only'
import type { Actor } from '../../../lib/access/actor.ts'
import { isSmall, SMALLEST_CELL } from '../../../lib/access/count.ts'
import { openView } from '../../../lib/access/gate.ts'
import type { ExportRow } from '../../../lib/app-state/exports.ts'
import { decisionsOf } from '../../../lib/export/decide.ts'
import { type Obstacle, obstacleOf, ownExports } from '../../../lib/export/fetch.ts'
import type { LeftOutCounts } from '../../../lib/export/purposes.ts'
import { listWords } from '../../ui/exports/list-words.ts'

export type CardState = Obstacle | 'ready' | 'approved'

/** A request as a page shows it: nothing of who is on the list. */
export interface Card extends Omit<ExportRow, 'people' | 'question' | 'scope' | 'state' | 'leftOut' | 'snapshot'> {
  state: CardState
  leftOut: LeftOutCounts
  /** The reader decides only: lists of fewer people than this are told as such. */
  fewerThan?: number
  title: string
  conditions: string[]
  asOf: string
}

export interface ExportsPage {
  /** One's own; null for those who export nothing. */
  own: Card[] | null
  /** Waiting for this account, and decided by it; null for those who decide nothing. */
  toDecide: Card[] | null
  decided: Card[]
}

export async function gatherExports(actor: Actor): Promise<ExportsPage> {
  const own = actor.rights.has('export-people') ? await ownExports(actor) : null
  const decisions = actor.rights.has('approve-exports') ? await decisionsOf(actor) : null
  return openView(actor, async (view) => {
    const words = await listWords(view)
    const cardsOf = (rows: readonly ExportRow[]) =>
      Promise.all(rows.map(async (row): Promise<Card> => ({ ...cardOf(row), ...(await words.ofRow(row)) })))
    // Who decides reads how many, and no small number of people who died or opted out.
    const withoutReasons = async (rows: readonly ExportRow[]) =>
      (await cardsOf(rows.map((row) => ({ ...row, leftOut: '{}', asked: row.rows })))).map(withoutFew)
    const waiting = (row: ExportRow) => obstacleOf(row) === 'waiting'
    return {
      own: own && (await cardsOf(own)),
      toDecide:
        decisions && (await withoutReasons(decisions.filter((row) => waiting(row) && row.requester !== actor.id))),
      decided: await withoutReasons((decisions ?? []).filter((row) => row.decidedBy === actor.id)),
    }
  })
}

/** A limit of no rows brings short lists to whoever decides, too: how short is not told. */
function withoutFew(card: Card): Card {
  const few = SMALLEST_CELL
  return isSmall(card.rows) ? { ...card, rows: few, asked: few, fewerThan: few } : card
}

function cardOf({ people: _, question: _question, scope: _scope, snapshot: _snapshot, ...row }: ExportRow) {
  const state: CardState = obstacleOf(row) ?? (row.decidedBy ? 'approved' : 'ready')
  return { ...row, state, leftOut: JSON.parse(row.leftOut) as LeftOutCounts }
}
