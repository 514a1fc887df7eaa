/**
 * Predicted value: what people bring in the next horizon, from what like people brought in the last one; and the proof,
 * the last horizon predicted from the one before it.
 */
import type { Engine, Row } from '../../../warehouse/engine.ts'
import { once } from '../../../warehouse/once.ts'
import type { MetricQuery } from '../../metric.ts'
import { addDays } from '../days.ts'
import { SMALLEST } from './bands.ts'
import { type Cells, type Foretold, foretell, learnCells } from './cells.ts'
import { type Both, foretoldByModel, type Gate, gatesOf, type Holdout, judge } from './holdout.ts'
import { foreteller, type Tried, tryModel } from './model.ts'
import {
  BACKS,
  type Cut,
  cutAt,
  type HistoryRow,
  type HistorySpan,
  histories,
  type ModelRow,
  type StateRow,
  sampledHistories,
  span,
  states,
} from './query.ts'

/** People whose histories models are fitted to and methods are judged on: enough for both, and a moment’s work. */
const SAMPLE = 5000
/** A total further off than this in the holdout, and nothing is predicted. */
const WORST_TOTAL = 0.25

/** Past horizon of a group: what would have been predicted for it, and what came. Fen for one person. */
export interface Proof {
  people: number
  foretold: Foretold
  actual: number
  /** Total predicted / total that came; null where nothing came. */
  ratio: number | null
}

export interface PredictedGroup {
  key: string
  /** On the as-of. */
  people: number
  foretold: Foretold | null
  proof: Proof | null
}

export interface Prediction {
  overall: PredictedGroup
  /** Empty without a breakdown. */
  groups: PredictedGroup[]
  /** Null while the data do not reach back far enough; then the day from which they will, if it is known. */
  learned: Learned | null
  maturesOn: string | null
  /** Predicted from this cut, and what it was judged by. */
  past: Cut
}

export interface Learned {
  method: 'cells' | 'bgnbd'
  holdout: Holdout
  gates: Gate[]
  /** Of everybody, whatever the filters: decides whether anything is shown. */
  total: Proof
  isShown: boolean
}

/** Everything of a question. @param horizon days */
export async function predict(engine: Engine, query: MetricQuery, horizon: number): Promise<Prediction> {
  const { asOf, by } = query
  const [reach, rows] = await Promise.all([
    engine.query<HistorySpan>(span(asOf, SMALLEST)),
    sorted(engine.query<StateRow>(states(query, horizon))),
  ])
  const [now = [], last = [], before = []] = BACKS.map((back) => rows.filter((row) => row.back === back))
  const past = cutAt(asOf, horizon, 1)
  const maturesOn = reachedOn(reach[0], horizon)
  const isReached = maturesOn !== null && maturesOn <= asOf
  const judgement = isReached ? await learn(engine, asOf, { before, last, past, horizon }) : null
  const people = judgement?.method === 'bgnbd' ? await modelled(engine, query, horizon) : null
  const learned = judgement && settled(judgement, people !== null)
  const [cells, old] = [learnCells(last), learnCells(before)]
  const [present, judged] = [now.filter((row) => row.is_wanted), last.filter((row) => row.is_wanted)]
  const group = (key: string | null): PredictedGroup => {
    const among = <T extends { key: string }>(all: readonly T[]) => all.filter((row) => key === null || row.key === key)
    const asked = among(present)
    const foretold = learned?.isShown ? foretell(cells, asked) : null
    return {
      key: key ?? '',
      people: asked.reduce((sum, row) => sum + row.people, 0),
      foretold: foretold && people ? replaced(foretold, cells, asked, among(people)) : foretold,
      proof: learned ? proofOf(old, among(judged)) : null,
    }
  }
  const keys = by === undefined ? [] : [...new Set([...present, ...judged].map((row) => row.key))]
  return { overall: group(null), groups: keys.map(group), learned, maturesOn, past }
}

function sampled(engine: Engine, asOf: string, cut: Cut): Promise<HistoryRow[]> {
  return sorted(engine.query<HistoryRow>(sampledHistories(asOf, cut, SAMPLE)))
}

/** The models fitted to a sample: the same whatever is asked for, so once a snapshot and cut. */
function tried(engine: Engine, asOf: string, cut: Cut, sample: readonly HistoryRow[]): Promise<Tried> {
  return once(engine, `history-model ${asOf} ${cut.day} ${cut.until}`, () => tryModel(sample))
}

/** What the model says of the sample: long work, and the same whatever is asked for. */
function foretold(
  engine: Engine,
  { asOf, cut, horizon }: { asOf: string; cut: Cut; horizon: number },
  compute: () => Both[] | null,
): Promise<Both[] | null> {
  return once(engine, `history-foretold ${asOf} ${cut.day} ${cut.until} ${horizon}`, async () => compute())
}

/** First as-of with a horizon to look back on, one to learn from and one to judge by, and with enough people for both. */
function reachedOn(reach: HistorySpan | undefined, horizon: number): string | null {
  if (!reach?.first_visit || !reach.first_charge || !reach.joined) return null
  const start = latest(reach.first_visit, reach.first_charge)
  return latest(addDays(start, 3 * horizon - 1), addDays(reach.joined, 2 * horizon))
}

function latest(...days: string[]): string {
  return days.sort().at(-1) ?? ''
}

interface Lesson {
  before: readonly StateRow[]
  last: readonly StateRow[]
  past: Cut
  horizon: number
}

async function learn(
  engine: Engine,
  asOf: string,
  { before, last, past, horizon }: Lesson,
): Promise<Omit<Learned, 'isShown'> | null> {
  const sample = await sampled(engine, asOf, past)
  const cells = learnCells(before)
  const models = await tried(engine, asOf, past, sample)
  const byModel = await foretold(engine, { asOf, cut: past, horizon }, () =>
    foretoldByModel(sample, models.model, horizon),
  )
  const holdout = judge(sample, cells, byModel, horizon)
  const total = proofOf(cells, last)
  if (!holdout || !total) return null
  const gates = gatesOf(models, holdout)
  return { method: gates.every((gate) => gate.isPassed) ? 'bgnbd' : 'cells', holdout, gates, total }
}

/** The method that is used in the end, and whether its total was near enough to be shown. */
function settled(judgement: Omit<Learned, 'isShown'>, hasModel: boolean): Learned {
  const { holdout, total } = judgement
  const ratio = hasModel ? holdout.scores.find((s) => s.method === 'bgnbd')?.net.ratio : total.ratio
  const isShown = typeof ratio === 'number' && Math.abs(ratio - 1) <= WORST_TOTAL
  return { ...judgement, method: hasModel ? 'bgnbd' : 'cells', isShown }
}

function proofOf(cells: Cells, rows: readonly StateRow[]): Proof | null {
  const foretold = foretell(cells, rows)
  if (!foretold) return null
  const actual = rows.reduce((sum, row) => sum + row.net, 0)
  return {
    people: foretold.people,
    foretold,
    actual: actual / foretold.people,
    ratio: actual > 0 ? (foretold.mean * foretold.people) / actual : null,
  }
}

/** People with one history, and what one of them will bring. */
interface Modelled {
  key: string
  people: number
  visits: number
  net: number
}

/** What the model, fitted again up to the as-of, says of everybody who ever came. */
async function modelled(engine: Engine, query: MetricQuery, horizon: number): Promise<Modelled[] | null> {
  const cut = cutAt(query.asOf, horizon, 0)
  const [sample, rows] = await Promise.all([
    sampled(engine, query.asOf, cut),
    sorted(engine.query<ModelRow>(histories(query))),
  ])
  const { model } = await tried(engine, query.asOf, cut, sample)
  if (!model) return null
  const foretell = foreteller(model, horizon)
  return rows.map(({ key, x, tx, t, people, spent }) => {
    const history = { x, tx: tx * 7, t: t * 7, spent: spent / people }
    return { key, people, ...foretell(history) }
  })
}

/** The model’s mean in place of the cells' for those who ever came; the width of the interval stays that of the cells. */
function replaced(
  foretold: Foretold,
  cells: Cells,
  rows: readonly StateRow[],
  modelRows: readonly Modelled[],
): Foretold {
  const never = foretell(
    cells,
    rows.filter((row) => row.recency < 0),
  )
  const sum = (of: (row: Modelled) => number) => modelRows.reduce((total, row) => total + row.people * of(row), 0)
  const mean = (sum((r) => r.net) + (never ? never.people * never.mean : 0)) / foretold.people
  const visits = (sum((r) => r.visits) + (never ? never.people * never.visits : 0)) / foretold.people
  const half = (foretold.high - foretold.low) / 2
  return { ...foretold, mean, visits, low: mean - half, high: mean + half }
}

/** Rows in one order on every engine, so that sums of doubles and fits agree to the last digit. */
async function sorted<T extends Row>(rows: Promise<T[]>): Promise<T[]> {
  const keyed = (await rows).map((row) => ({ row, text: JSON.stringify(Object.values(row)) }))
  return keyed.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)).map(({ row }) => row)
}
