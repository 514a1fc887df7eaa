/** Spreads costs over channels so that not a fen is lost. Pure. */

/** What a channel cost in a period, in fen, and the people who came by it. */
export interface Spend {
  channel: string
  /** First-ever joins. */
  joins: number
  /** Null where the cost of some day is unknown. */
  media: number | null
  /** Costs that name the channel. */
  direct: number
  /** Its share of the costs that name no channel. */
  shared: number
}

export interface CostRow {
  month: string
  channel: string | null
  group_id: string | null
  amount: number
}

export interface JoinRow {
  month: string
  /** Null for first-ever joins; else the group whose first joins are counted. */
  group_id: string | null
  channel: string
  joins: number
}

export interface MediaRow {
  month: string
  channel: string
  amount: number
  /** Days with a row but without a cost. */
  blanks: number
}

export interface SpendRows {
  media: readonly MediaRow[]
  costs: readonly CostRow[]
  joins: readonly JoinRow[]
}

export const NO_CHANNEL = 'unknown'

/**
 * Splits an amount by weights with the largest remainder: everybody gets the whole part of the exact share, what is left
 * over goes by one to the largest fractions, ties to the smaller key. Without any weight all of it is `unknown`'s.
 */
export function largestRemainder(amount: number, weights: ReadonlyMap<string, number>): Map<string, number> {
  const total = BigInt([...weights.values()].reduce((sum, weight) => sum + weight, 0))
  if (total === 0n) return new Map([[NO_CHANNEL, amount]])
  const exact = [...weights].map(([key, weight]) => {
    const product = BigInt(amount) * BigInt(weight)
    const rest = ((product % total) + total) % total
    return { key, rest, share: (product - rest) / total }
  })
  let left = BigInt(amount) - exact.reduce((sum, { share }) => sum + share, 0n)
  const shares = new Map<string, number>()
  for (const { key, share } of exact.sort((a, b) => byRest(a, b))) {
    shares.set(key, Number(left > 0n ? share + 1n : share))
    left -= 1n
  }
  return shares
}

function byRest(a: { key: string; rest: bigint }, b: { key: string; rest: bigint }): number {
  if (a.rest !== b.rest) return a.rest > b.rest ? -1 : 1
  return a.key < b.key ? -1 : 1
}

/** What each channel cost, by channel id; a channel without cost or join is left out. */
export function spendByChannel({ media, costs, joins }: SpendRows): Spend[] {
  const found = new Map<string, Spend>()
  const of = (channel: string): Spend => {
    const spend = found.get(channel) ?? { channel, joins: 0, media: 0, direct: 0, shared: 0 }
    found.set(channel, spend)
    return spend
  }
  for (const row of joins) if (row.group_id === null) of(row.channel).joins += row.joins
  for (const row of media) {
    const spend = of(row.channel)
    spend.media = row.blanks > 0 || spend.media === null ? null : spend.media + row.amount
  }
  for (const row of costs) if (row.channel !== null) of(row.channel).direct += row.amount
  for (const pot of sharedPots(costs)) {
    const weights = new Map(
      joins.filter((j) => j.month === pot.month && j.group_id === pot.group_id).map((j) => [j.channel, j.joins]),
    )
    for (const [channel, amount] of largestRemainder(pot.amount, weights)) of(channel).shared += amount
  }
  return [...found.values()].sort((a, b) => (a.channel < b.channel ? -1 : 1))
}

/** The same month by month, in order; a month without cost or join is left out. */
export function spendByMonth({ media, costs, joins }: SpendRows): Map<string, Spend[]> {
  const months = [...new Set([...media, ...costs, ...joins].map((row) => row.month))].sort()
  const of = <T extends { month: string }>(rows: readonly T[], month: string) => rows.filter((r) => r.month === month)
  return new Map(
    months.map((month) => [
      month,
      spendByChannel({ media: of(media, month), costs: of(costs, month), joins: of(joins, month) }),
    ]),
  )
}

/** Costs without a channel, one a month and group (null: the whole community). */
function sharedPots(costs: readonly CostRow[]): CostRow[] {
  const pots = new Map<string, CostRow>()
  for (const row of costs) {
    if (row.channel !== null) continue
    const key = JSON.stringify([row.month, row.group_id])
    const pot = pots.get(key) ?? { ...row, amount: 0 }
    pots.set(key, { ...pot, amount: pot.amount + row.amount })
  }
  return [...pots.values()]
}

/** Everything together; unknown media of one channel make the whole unknown. */
export function totalSpend(rows: readonly Spend[]): Omit<Spend, 'channel'> {
  return rows.reduce<Omit<Spend, 'channel'>>(
    (sum, row) => ({
      joins: sum.joins + row.joins,
      media: sum.media === null || row.media === null ? null : sum.media + row.media,
      direct: sum.direct + row.direct,
      shared: sum.shared + row.shared,
    }),
    { joins: 0, media: 0, direct: 0, shared: 0 },
  )
}

/** Media, direct and shared together; null while a media cost is unknown. */
export function costOf({ media, direct, shared }: Omit<Spend, 'channel'>): number | null {
  return media === null ? null : media + direct + shared
}
