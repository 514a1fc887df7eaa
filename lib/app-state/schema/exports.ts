import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Lists that were asked for as files. The files themselves are made when they are fetched, and kept nowhere. */
export const exportRequest = sqliteTable(
  'export_request',
  {
    /** Export number, as on the cover and on every row of the file. */
    no: text('no').primaryKey(),
    requester: text('requester').notNull(),
    /** Rows that the requester might see when asking, as JSON: who approves must be allowed all of them. */
    scope: text('scope').notNull(),
    purpose: text('purpose').notNull(),
    /** What an unlisted purpose is. */
    note: text('note').notNull(),
    format: text('format', { enum: ['csv', 'xlsx', 'arrow'] }).notNull(),
    /** The question, as JSON: metric, list, as-of, parameters, filters, period. */
    question: text('question').notNull(),
    /** Pseudonyms of everybody asked for, one a line. */
    people: text('people').notNull(),
    /** Rows asked for, as on the screen. */
    asked: integer('asked').notNull(),
    /** Rows of the file: asked without those left out. */
    rows: integer('rows').notNull(),
    /** Rows left out by reason, as JSON. */
    leftOut: text('left_out').notNull(),
    snapshot: text('snapshot').notNull(),
    state: text('state', { enum: ['waiting', 'ready', 'refused', 'fetched'] }).notNull(),
    /** Milliseconds since 1970, as every time here. */
    askedAt: integer('asked_at').notNull(),
    /** Until when it may be approved, or fetched. */
    expiresAt: integer('expires_at').notNull(),
    decidedBy: text('decided_by'),
    decidedAt: integer('decided_at'),
    fetchedAt: integer('fetched_at'),
  },
  (table) => [index('export_request_requester').on(table.requester, table.askedAt)],
)
