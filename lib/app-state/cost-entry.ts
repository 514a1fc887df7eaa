/** What the page may write, checked: the same rules as the columns of the drop files. */
import { z } from 'zod'
import { COST_CATEGORIES } from './cost-categories.ts'
import type { Entry } from './costs.ts'

const MOST_YUAN = 100_000_000

/** Yuan as people write them, with at most two decimals; kept as whole fen. */
const amount = z
  .string()
  .trim()
  .regex(/^\d{1,9}(\.\d{1,2})?$/, 'expected an amount in yuan like 1280 or 1280.50')
  .transform(fenOf)
  .refine((fen) => fen > 0, 'expected more than 0')
  .refine((fen) => fen <= MOST_YUAN * 100, `expected at most ${MOST_YUAN} yuan`)

const month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/, 'expected a month like 2026-06')
const id = z
  .string()
  .trim()
  .max(100)
  .nullish()
  .transform((text) => text || null)
const words = z.string().trim().min(1, 'expected some words').max(200)

const cost = z.strictObject({
  kind: z.literal('cost'),
  month,
  category: z.enum(COST_CATEGORIES),
  channel: id,
  group: id,
  amount,
  item: z
    .string()
    .trim()
    .max(200)
    .nullish()
    .transform((text) => text || null),
})
const benefit = z.strictObject({ kind: z.literal('benefit'), month, name: words, amount, assumption: words })

/** A row as the form sends it. */
export const entrySchema = z.discriminatedUnion('kind', [cost, benefit]).transform((row): Entry => {
  const { amount: amountFen, ...rest } = row
  return { ...rest, amountFen } as Entry
})

export const removalSchema = z.strictObject({ kind: z.enum(['cost', 'benefit']) })

/** Exact, without floating point: `1280.5` is 128 050. */
export function fenOf(yuan: string): number {
  const [whole = '0', part = ''] = yuan.split('.')
  return Number(whole) * 100 + Number(part.padEnd(2, '0'))
}

/** The reverse: `1280.50`. */
export function yuanOf(fen: number): string {
  const text = String(Math.abs(fen)).padStart(3, '0')
  return `${fen < 0 ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`
}
