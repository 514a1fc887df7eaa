import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** Monthly reports as they were frozen. Rows are added, never changed. */
export const reports = sqliteTable(
  'reports',
  {
    id: text('id').primaryKey(),
    /** `YYYY-MM` */
    month: text('month').notNull(),
    /** Filters as JSON with sorted keys; `{}` for the whole community. */
    filters: text('filters').notNull(),
    /** Counts from 1 within a month and its filters. */
    revision: integer('revision').notNull(),
    asOf: text('as_of').notNull(),
    snapshot: text('snapshot').notNull(),
    /** Definition versions by metric, JSON. */
    versions: text('versions').notNull(),
    /** Every question with its answer, JSON. */
    content: text('content').notNull(),
    createdBy: text('created_by').notNull(),
    /** Milliseconds since 1970. */
    createdAt: integer('created_at').notNull(),
  },
  (table) => [uniqueIndex('reports_revision').on(table.month, table.filters, table.revision)],
)
