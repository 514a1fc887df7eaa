/** The drop folder of the demo hospital. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { FEEDS } from '../sources/catalog.ts'
import type { Feed } from '../sources/feed.ts'
import { FeedDrop, type GeneratedFile, MARK, type Row } from './feed-drop.ts'
import { isLost } from './flaws.ts'
import type { World } from './world.ts'

/** What a part of the hospital writes with. */
export interface Pen {
  drop: Drop
  world: World
}

/** The drop folder. Earlier demo files in it are removed first; files of anybody else stay. */
export class Drop {
  private readonly feeds = new Map<string, FeedDrop>()

  /** @param end last day of the hospital */
  constructor(
    out: string,
    seed: number,
    private readonly end: number,
  ) {
    for (const feed of FEEDS) {
      const folder = join(out, feed.id.split('/')[0] ?? '')
      mkdirSync(folder, { recursive: true })
      for (const name of readdirSync(folder)) if (name.includes(MARK)) rmSync(join(folder, name))
      this.feeds.set(feed.id, new FeedDrop(feed, out, seed))
    }
  }

  emit(feed: Feed['id'], row: Row): void {
    const target = this.feeds.get(feed)
    if (!target) throw new Error(`no feed ${feed}`)
    if (!isLost(feed, row, this.end)) target.emit(row)
  }

  /** To be awaited now and then, so that memory stays bounded. */
  async settle(): Promise<void> {
    for (const feed of this.feeds.values()) await feed.settle()
  }

  async close(): Promise<GeneratedFile[]> {
    for (const feed of this.feeds.values()) await feed.close()
    return [...this.feeds.values()].flatMap((feed) => feed.files)
  }
}
