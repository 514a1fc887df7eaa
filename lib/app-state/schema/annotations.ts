import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { KINDS } from '../annotation-text.ts'

/** What happened on some days, in somebody's words: shown on time axes. */
export const annotations = sqliteTable('annotations', {
  id: text('id').primaryKey(),
  /** First and last hospital day, `YYYY-MM-DD`; the same day for a single one. */
  fromDay: text('from_day').notNull(),
  toDay: text('to_day').notNull(),
  kind: text('kind', { enum: KINDS }).notNull(),
  text: text('text').notNull(),
  /** Words of somebody who sees clinical fields are for those who see them too, unless marked. */
  isForAll: integer('is_for_all', { mode: 'boolean' }).notNull(),
  createdBy: text('created_by').notNull(),
  /** Milliseconds since 1970. */
  createdAt: integer('created_at').notNull(),
})
