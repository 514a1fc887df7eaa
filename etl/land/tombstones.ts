/**
 * What keeps an erased person from coming back: keyed hashes of everything that identified them. A row that names one of
 * them is counted and not taken. A new id of the same person is known by the identity number, the union id, the full
 * mobile number together with the name (numbers are shared in families and given to others), or by a merge, and joins them.
 * One thing is lost with such a row: if it moves another patient's visit to the erased person, the visit stays where it was.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { appState } from '../../lib/app-state/database.ts'
import { tombstones } from '../../lib/app-state/schema/tombstones.ts'
import { type TraceKind, tombstoneOf } from '../../lib/app-state/tombstones.ts'
import type { Hasher } from '../../lib/warehouse/hasher.ts'
import type { DataLayout } from '../../lib/warehouse/layout.ts'
import { personColumnsOf } from '../identity/person-columns.ts'
import { RunError } from '../run/error.ts'
import type { Feed } from '../sources/feed.ts'
import type { ParsedCell } from './cells.ts'
import type { SourceRecord } from './record.ts'
import { type BadRow, cellText, FIRST_COLUMN, type GoodRow } from './rows.ts'

/** Columns that tell who a row of an identity feed is, beside its ids. */
const EVIDENCE: Readonly<
  Record<string, { own: string; kind: 'patient' | 'member'; strong: TraceKind; phone?: string }>
> = {
  'his/patients': { own: 'patient_id', kind: 'patient', strong: 'id-number', phone: 'phone' },
  'wecom/contacts': { own: 'external_userid', kind: 'member', strong: 'unionid', phone: 'mobile' },
  'wecom/members': { own: 'member_id', kind: 'member', strong: 'unionid' },
}
const STRONG_COLUMN = { 'id-number': 'id_no', unionid: 'unionid' } as const

/** Columns that name somebody beside the row's own person: there the name goes, the row stays. */
export const MENTIONS: Readonly<Record<string, readonly string[]>> = {
  'wecom/members': ['invitor_id'],
  'community/contents': ['author_id'],
}

/** Answers are kept until there are this many. */
const MOST_KNOWN = 400_000

/** One text of a phone hash and a name; null where one of them says nothing. */
export function phoneName(phone: unknown, name: unknown): string | null {
  return typeof phone === 'string' && phone.startsWith('m:') && typeof name === 'string' && name !== ''
    ? `${phone} ${name}`
    : null
}

/** @throws RunError when the application's database cannot be read: a person could come back */
export async function readTombstones(layout: DataLayout, hasher: Hasher): Promise<Tombstones> {
  if (!existsSync(join(layout.appState, 'app.sqlite'))) return new Tombstones([], hasher, async () => undefined)
  try {
    const database = await appState(layout.appState)
    const rows = await database.select().from(tombstones)
    const keep = async (hashes: readonly string[]) => {
      const erasedAt = Date.now()
      for (const hash of hashes) await database.insert(tombstones).values({ hash, erasedAt }).onConflictDoNothing()
    }
    return new Tombstones(
      rows.map((row) => row.hash),
      hasher,
      keep,
    )
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new RunError(`who was erased cannot be read (${why}): restore ${layout.appState} from a backup`)
  }
}

export class Tombstones {
  readonly #hashes: Set<string>
  readonly #hasher: Hasher
  readonly #keep: (hashes: readonly string[]) => Promise<void>
  readonly #added: string[] = []
  readonly #known = new Map<string, boolean>()

  constructor(hashes: readonly string[], hasher: Hasher, keep: (hashes: readonly string[]) => Promise<void>) {
    this.#hashes = new Set(hashes)
    this.#hasher = hasher
    this.#keep = keep
  }

  has(kind: TraceKind, value: ParsedCell | undefined): boolean {
    if (typeof value !== 'string') return false
    const key = `${kind} ${value}`
    const before = this.#known.get(key)
    if (before !== undefined) return before
    const isErased = this.#hashes.has(tombstoneOf(this.#hasher, kind, value))
    if (this.#known.size >= MOST_KNOWN) this.#known.clear()
    this.#known.set(key, isErased)
    return isErased
  }

  add(kind: TraceKind, value: ParsedCell | undefined): void {
    if (typeof value !== 'string' || this.has(kind, value)) return
    const hash = tombstoneOf(this.#hasher, kind, value)
    this.#hashes.add(hash)
    this.#added.push(hash)
    this.#known.set(`${kind} ${value}`, true)
  }

  /** Keeps what was learned on the way; it holds even if the run fails later, as it is true all the same. */
  async keep(): Promise<void> {
    await this.#keep(this.#added)
  }

  /** What to look for in the rows of a feed; null while nobody was erased. */
  of(feed: Feed): FeedGraves | null {
    return this.#hashes.size === 0 ? null : new FeedGraves(feed, this)
  }
}

/** Looks at the rows of one feed. */
class FeedGraves {
  readonly #tombstones: Tombstones
  readonly #named: readonly (readonly [at: number, kind: TraceKind])[]
  readonly #mentions: readonly number[]
  readonly #evidence: {
    own: number
    kind: 'patient' | 'member'
    strong: TraceKind
    at: number
    phone: number
    name: number
  } | null

  constructor(feed: Feed, tombstones: Tombstones) {
    const at = (name?: string) => {
      const index = feed.columns.findIndex((column) => column.name === name)
      return index < 0 ? -1 : index + FIRST_COLUMN
    }
    this.#tombstones = tombstones
    this.#named = personColumnsOf(feed.id).map(({ column, kind }) => [at(column), kind] as const)
    this.#mentions = (MENTIONS[feed.id] ?? []).map(at)
    const found = EVIDENCE[feed.id]
    this.#evidence = found
      ? {
          ...{ own: at(found.own), kind: found.kind, strong: found.strong },
          ...{
            at: at(STRONG_COLUMN[found.strong as keyof typeof STRONG_COLUMN]),
            phone: at(found.phone),
            name: at('name'),
          },
        }
      : null
  }

  /** Whether the row names an erased person. A row that only mentions one loses the mention. */
  covers(row: GoodRow | BadRow, record: SourceRecord): boolean {
    if (!Array.isArray(row)) return this.#isInText(record)
    const isNamed = this.#named.some(([at, kind]) => this.#tombstones.has(kind, row[at])) || this.#isKnown(row)
    if (isNamed) this.#learn(row)
    else for (const at of this.#mentions) if (this.#tombstones.has('member', row[at])) row[at] = null
    return isNamed
  }

  #isKnown(row: GoodRow): boolean {
    const evidence = this.#evidence
    if (!evidence) return false
    return (
      this.#tombstones.has(evidence.strong, row[evidence.at]) ||
      this.#tombstones.has('phone-name', phoneName(row[evidence.phone], row[evidence.name]))
    )
  }

  #learn(row: GoodRow): void {
    const evidence = this.#evidence
    if (!evidence) return
    this.#tombstones.add(evidence.kind, row[evidence.own])
    if (evidence.kind === 'member') this.#tombstones.add('either', row[evidence.own])
    const strong = row[evidence.at]
    // A masked identity number says nothing about who it is.
    if (typeof strong === 'string' && !strong.startsWith('x:')) this.#tombstones.add(evidence.strong, strong)
  }

  /** A row that cannot be read may still name somebody: quarantine would keep its text. */
  #isInText(record: SourceRecord): boolean {
    const text = record.raw ?? (record.cells ?? []).map(cellText).join(',')
    const words = new Set(text.slice(0, 20_000).split(/[\s,;|"'{}[\]()]+/))
    for (const word of words) {
      if (word === '') continue
      const bare = word.replace(/^:+|:+$/g, '')
      if ((['patient', 'member', 'either'] as const).some((kind) => this.#tombstones.has(kind, bare))) return true
    }
    return false
  }
}
