import type { Cell } from './engine.ts'

/**
 * The one door through which database values become JavaScript: bigint, HUGEINT and NUMERIC become doubles.
 * @throws RangeError when an integer would lose digits as a double.
 */
export function decode(value: unknown): Cell {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value
  if (typeof value === 'bigint') {
    const number = Number(value)
    if (!Number.isSafeInteger(number)) throw new RangeError(`integer ${value} does not fit a double`)
    return number
  }
  // DuckDB value objects (date, timestamp, decimal) print as ISO text; a decimal has no other exact form.
  const text = String(value)
  if (isDecimal(value)) return Number(text)
  return text
}

function isDecimal(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'scale' in value && 'width' in value
}
