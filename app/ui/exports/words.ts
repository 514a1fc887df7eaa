import { LEFT_OUT, type LeftOutCounts } from '../../../lib/export/purposes.ts'
import { integer } from '../figures/format.ts'

/** Messages of `exports`. */
export interface ExportWords {
  (key: string, values?: Record<string, string | number>): string
  has(key: string): boolean
}

/** Rows that are not in a file, by reason; empty where all are. */
export function leftOutWords(leftOut: LeftOutCounts, t: ExportWords): string {
  const parts = LEFT_OUT.flatMap((reason) => {
    const rows = leftOut[reason] ?? 0
    return rows === 0 ? [] : [t('leftOutPart', { reason: t(`leftOut.${reason}`), count: integer(rows) })]
  })
  return parts.join(t('and'))
}

/** A purpose, with what an unlisted one is. */
export function purposeWords({ purpose, note }: { purpose: string; note: string }, t: ExportWords): string {
  const name = t.has(`purposes.${purpose}`) ? t(`purposes.${purpose}`) : purpose
  return note === '' ? name : t('withNote', { purpose: name, note })
}
