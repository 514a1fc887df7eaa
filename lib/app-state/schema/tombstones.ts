import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What must not come back with a later load: keyed hashes of what identified people who were erased. */
export const tombstones = sqliteTable('tombstones', {
  hash: text('hash').primaryKey(),
  /** Milliseconds since 1970. */
  erasedAt: integer('erased_at').notNull(),
})
