import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Who did what, when. Rows are only ever added, and each carries the hash of the one before it. */
export const audit = sqliteTable(
  'audit',
  {
    /** 1, 2, 3, … without gaps. */
    seq: integer('seq').primaryKey(),
    /** Milliseconds since 1970. */
    at: integer('at').notNull(),
    /** Username, or `local-owner` for the command line, or the name that was typed at a failed sign-in. */
    actor: text('actor').notNull(),
    role: text('role').notNull(),
    action: text('action').notNull(),
    /** What it was done to: a metric's list, an account, a setting. */
    target: text('target').notNull(),
    purpose: text('purpose').notNull(),
    /** The question or the change, as JSON. */
    detail: text('detail').notNull(),
    /** People or rows that were shown, exported or changed. */
    rows: integer('rows').notNull(),
    /** Digest of the people, in `audit_people`; empty where there are none. */
    list: text('list').notNull(),
    previous: text('previous').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [index('audit_at').on(table.at), index('audit_list').on(table.list)],
)

/** The lists of people behind audit rows. The same people seen again are stored once. */
export const auditLists = sqliteTable('audit_lists', {
  no: integer('no').primaryKey(),
  digest: text('digest').notNull().unique(),
})

export const auditPeople = sqliteTable(
  'audit_people',
  {
    /** Pseudonym, as on every list. */
    person: text('person').notNull(),
    list: integer('list').notNull(),
  },
  (table) => [primaryKey({ columns: [table.person, table.list] })],
)
