import { z } from 'zod'
import { FEEDS } from '../sources/catalog.ts'
import { isTimeFormat } from './time-formats.ts'

const sourceColumn = z.string().min(1)

/** A question about one cell of the source row; text is compared after trimming. */
const conditionSchema = z
  .strictObject({
    column: sourceColumn,
    equals: z.array(z.string()).min(1).optional(),
    /** A regular expression, found anywhere in the text unless anchored. */
    matches: z.string().refine(isPattern, 'is not a regular expression').optional(),
    /** true: the cell must be empty; false: it must not. */
    empty: z.boolean().optional(),
    /** Turns the answer round. */
    not: z.boolean().optional(),
  })
  .refine((rule) => [rule.equals, rule.matches, rule.empty].filter((part) => part !== undefined).length === 1, {
    message: 'needs exactly one of equals, matches, empty',
  })

const cellRuleSchema = z
  .strictObject({
    /** Source column, or several that are joined (empty ones left out). */
    from: z.union([sourceColumn, z.array(sourceColumn).min(1)]).optional(),
    /** Between joined columns. */
    join: z.string().optional(),
    /** The same value in every row. */
    constant: z.string().optional(),
    /** Amounts of these source columns added up; empty ones count as 0. */
    sum: z.array(sourceColumn).min(1).optional(),
    /** `true` where any of the conditions holds, else empty. */
    test: z.array(conditionSchema).min(1).optional(),
    /** Removes white space inside the text too (full-width spaces in names, CHAR padding). */
    strip: z.boolean().optional(),
    /** Lost leading zeros: pads digits to this length. */
    padStart: z.int().min(1).max(64).optional(),
    /** Source code -> value of the contract. */
    codes: z.record(z.string(), z.string().nullable()).optional(),
    /** For codes that are not listed; without it they are kept as they stand (and counted as unknown). */
    otherwise: z.string().nullable().optional(),
    /** Time formats beside ISO-8601, e.g. `yyyy/M/d H:mm`; a year has four digits. */
    times: z
      .array(z.string().refine(isTimeFormat, 'is not a time format: use yyyy M d H m s and literal text'))
      .optional(),
    /** Text that means nothing, beside those of the file. */
    nulls: z.array(z.string()).optional(),
    /** A regular expression for text that means nothing, e.g. an age in a column of birth dates. */
    nullWhen: z.string().refine(isPattern, 'is not a regular expression').optional(),
    /** Units: value * factor + offset, in the rows that the condition picks. */
    convert: z
      .array(z.strictObject({ when: conditionSchema, factor: z.number(), offset: z.number().optional() }))
      .optional(),
  })
  .refine((rule) => [rule.from, rule.constant, rule.sum, rule.test].filter((part) => part !== undefined).length === 1, {
    message: 'needs exactly one of from, constant, sum, test',
  })

/** The three ways in which hospitals write a refund; which one it is cannot be guessed from the rows. */
const refundSchema = z.discriminatedUnion('style', [
  /** A row of its own with a negative amount. */
  z.strictObject({ style: z.literal('signed') }),
  /** A row of its own with a positive amount, told by a flag. */
  z.strictObject({ style: z.literal('flag-positive'), column: sourceColumn, values: z.array(z.string()).min(1) }),
  /** No row of its own: the payment is flagged. With a date it is read twice, as the payment and as its refund. */
  z.strictObject({
    style: z.literal('flag-on-original'),
    column: sourceColumn,
    values: z.array(z.string()).min(1),
    refundedAt: sourceColumn.optional(),
  }),
])

const fileSchema = z
  .strictObject({
    /** File names, `*` and `?` allowed; with a `/` the path below the inbox, else the name alone. */
    match: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
    feed: z.enum(FEEDS.map((feed) => feed.id)),
    header: z
      .strictObject({ skip: z.int().min(0).optional(), find: z.array(sourceColumn).min(1).optional() })
      .optional(),
    columns: z.record(z.string(), z.union([sourceColumn, cellRuleSchema])),
    nulls: z.array(z.string()).optional(),
    /** First cells that mark a row of totals, e.g. 合计. */
    totals: z.array(z.string()).optional(),
    /** Rows that this feed takes: all of the conditions hold. Others are set aside, counted. */
    keep: z.array(conditionSchema).optional(),
    /** Rows that it does not take: any of the conditions holds. */
    drop: z.array(conditionSchema).optional(),
    refund: refundSchema.optional(),
  })
  .superRefine((file, context) => {
    const feed = FEEDS.find(({ id }) => id === file.feed)
    const known = new Set(feed?.columns.map((column) => column.name))
    for (const name of Object.keys(file.columns)) {
      if (!known.has(name)) {
        context.addIssue({ code: 'custom', path: ['columns', name], message: `is no column of ${file.feed}` })
      }
    }
    for (const column of feed?.columns ?? []) {
      if (column.required && !(column.name in file.columns)) {
        context.addIssue({
          code: 'custom',
          path: ['columns'],
          message: `lacks ${column.name}, which ${file.feed} requires`,
        })
      }
    }
    if (file.refund && file.feed !== 'his/charges') {
      context.addIssue({ code: 'custom', path: ['refund'], message: 'belongs to his/charges only' })
    }
  })

export const mappingSchema = z.strictObject({
  version: z.literal(1),
  /** What the mapping is for, in words. */
  about: z.string(),
  files: z.array(fileSchema).min(1),
})

export type Condition = z.infer<typeof conditionSchema>
export type CellRule = z.infer<typeof cellRuleSchema>
export type FileRule = z.infer<typeof fileSchema>
export type RefundRule = z.infer<typeof refundSchema>
export type MappingFile = z.infer<typeof mappingSchema>

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'u')
    return true
  } catch {
    return false
  }
}
