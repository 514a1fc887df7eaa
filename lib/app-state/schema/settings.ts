import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What the hospital decided otherwise than the program's defaults, one row a key such as `goal.activity`. */
export const settings = sqliteTable('settings', {
  key: text('key').primaryKey(),
  /** JSON. */
  value: text('value').notNull(),
  changedBy: text('changed_by').notNull(),
  /** Milliseconds since 1970. */
  changedAt: integer('changed_at').notNull(),
})
