import { isMatch, isValid, parseISO } from 'date-fns'
import { z } from 'zod'
import { KINDS } from '../../../lib/app-state/annotation-text.ts'

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((text) => isMatch(text, 'yyyy-MM-dd') && isValid(parseISO(text)), 'expected a day like 2026-06-30')

export const annotationBody = z
  .object({
    fromDay: day,
    toDay: day,
    kind: z.enum(KINDS),
    text: z.string().trim().min(1).max(200),
    isForAll: z.boolean(),
  })
  .refine(({ fromDay, toDay }) => fromDay <= toDay, { path: ['toDay'], message: 'is before fromDay' })
