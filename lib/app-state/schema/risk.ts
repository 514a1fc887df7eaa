import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Who was contacted or held out, and how. Never changed; the next load takes it in as `community/outreach`. */
export const outreachEntry = sqliteTable(
  'outreach_entry',
  {
    id: text('id').primaryKey(),
    /** Pseudonym, as in the lists. */
    person: text('person').notNull(),
    /** A member id of the person: what the feed names people by. */
    memberId: text('member_id').notNull(),
    rule: text('rule').notNull(),
    arm: text('arm', { enum: ['contacted', 'holdout'] }).notNull(),
    channel: text('channel', { enum: ['wecom', 'phone', 'sms', 'visit'] }),
    /** What was said, as a template or in words. */
    script: text('script'),
    /** Hospital day. */
    day: text('day').notNull(),
    /** Milliseconds since 1970. */
    at: integer('at').notNull(),
    by: text('by').notNull(),
  },
  (table) => [index('outreach_entry_person').on(table.person)],
)

/** What stands about a person on any list: one row each, the last word counts. */
export const riskCase = sqliteTable('risk_case', {
  person: text('person').primaryKey(),
  /** A member id of the person: what the feeds name people by. */
  memberId: text('member_id').notNull(),
  owner: text('owner'),
  /** Hospital day until which nobody is to be reminded, that day included. */
  snoozedUntil: text('snoozed_until'),
  isOptedOut: integer('is_opted_out', { mode: 'boolean' }).notNull().default(false),
  changedBy: text('changed_by').notNull(),
  changedAt: integer('changed_at').notNull(),
})

/** A threshold of a rule; disease `*` is everybody. */
export const riskThreshold = sqliteTable(
  'risk_threshold',
  {
    rule: text('rule').notNull(),
    disease: text('disease').notNull(),
    value: real('value').notNull(),
    changedBy: text('changed_by').notNull(),
    changedAt: integer('changed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.rule, table.disease] })],
)

/** A saved list: frozen to the people of a day, or the question itself, asked anew each time. */
export const cohort = sqliteTable('cohort', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  kind: text('kind', { enum: ['frozen', 'rule'] }).notNull(),
  /** Address of the list, path and query. */
  address: text('address').notNull(),
  asOf: text('as_of').notNull(),
  /** Pseudonyms of a frozen list, one a line; null for a rule. */
  people: text('people'),
  count: integer('count').notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
})
