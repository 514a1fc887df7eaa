import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** An address under a name, of one person. */
export const savedViews = sqliteTable(
  'saved_views',
  {
    id: text('id').primaryKey(),
    actorId: text('actor_id').notNull(),
    name: text('name').notNull(),
    /** Path and query of a page of ours. */
    address: text('address').notNull(),
    /** Milliseconds since 1970. */
    createdAt: integer('created_at').notNull(),
  },
  (table) => [uniqueIndex('saved_views_name').on(table.actorId, table.name)],
)
