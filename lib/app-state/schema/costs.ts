import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { COST_CATEGORIES } from '../cost-categories.ts'

/** Who wrote a row and when (milliseconds since 1970). A deleted row stays until no snapshot shows it any more. */
const trail = () => ({
  enteredBy: text('entered_by').notNull(),
  enteredAt: integer('entered_at').notNull(),
  changedBy: text('changed_by').notNull(),
  changedAt: integer('changed_at').notNull(),
  deletedAt: integer('deleted_at'),
})

/** A cost that somebody entered on the page. The next load counts it like one of a file. */
export const enteredCosts = sqliteTable(
  'entered_costs',
  {
    id: text('id').primaryKey(),
    /** `YYYY-MM`. */
    month: text('month').notNull(),
    category: text('category', { enum: COST_CATEGORIES }).notNull(),
    /** Null: of no channel, spread over all of them. */
    channel: text('channel'),
    group: text('group_id'),
    amountFen: integer('amount_fen').notNull(),
    item: text('item'),
    ...trail(),
  },
  (table) => [index('entered_costs_month').on(table.month)],
)

/** A benefit that is no payment, with the assumption behind it. */
export const enteredBenefits = sqliteTable(
  'entered_benefits',
  {
    id: text('id').primaryKey(),
    month: text('month').notNull(),
    name: text('name').notNull(),
    amountFen: integer('amount_fen').notNull(),
    assumption: text('assumption').notNull(),
    ...trail(),
  },
  (table) => [index('entered_benefits_month').on(table.month)],
)
