/** The limits that a load must keep to be published: they catch a broken export before it reaches a page. */

export interface Account {
  read: number
  loaded: number
  duplicate: number
  superseded: number
  quarantined: number
}

export interface FeedLoad extends Account {
  /** Of the quarantined rows, those set aside on purpose (filters of the mapping, total rows). */
  setAside: number
}

export interface LoadFigures {
  /** Feeds that had a file in this run. */
  feeds: Readonly<Record<string, FeedLoad>>
  /** Rows in force by feed: in the snapshot about to be published, and in the one that is current. */
  inForce: Readonly<Record<string, number>>
  inForceBefore: Readonly<Record<string, number>>
}

/** More than this share of a feed's rows in quarantine stops the publish. */
const MOST_QUARANTINED = 0.02
/** A feed that shrinks by this share or more stops the publish. */
const LARGEST_FALL = 0.2

/** Feeds whose rows do not add up: read must equal loaded + duplicate + superseded + quarantined. One line each. */
export function unbalanced(feeds: Readonly<Record<string, Account>>): string[] {
  return Object.entries(feeds)
    .filter(([, a]) => a.read !== a.loaded + a.duplicate + a.superseded + a.quarantined)
    .map(
      ([feed, a]) =>
        `${feed}: ${a.read} rows read, but ${a.loaded} loaded + ${a.duplicate} duplicate + ${a.superseded} superseded + ${a.quarantined} quarantined`,
    )
}

/** The limits that this load breaks, one line each with the feed and its figures. */
export function brokenLimits(load: LoadFigures): string[] {
  return [...tooManyQuarantined(load), ...fallenFeeds(load)]
}

function tooManyQuarantined({ feeds }: LoadFigures): string[] {
  return Object.entries(feeds).flatMap(([feed, a]) => {
    const bad = a.quarantined - a.setAside
    const read = a.read - a.setAside
    if (bad <= read * MOST_QUARANTINED) return []
    return [
      `${feed}: ${bad} of ${read} rows (${percent(bad / read)}) are in quarantine, more than ${percent(MOST_QUARANTINED)}`,
    ]
  })
}

function fallenFeeds({ inForce, inForceBefore }: LoadFigures): string[] {
  return Object.entries(inForceBefore).flatMap(([feed, before]) => {
    const now = inForce[feed] ?? 0
    if (before === 0 || before - now < before * LARGEST_FALL) return []
    return [`${feed}: ${now} rows where the last snapshot has ${before}, a fall of ${percent(1 - now / before)}`]
  })
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}
