/** The order of a column as numbers: texts are compared once a distinct value, not once a pair of rows. Pure. */

const COLLATOR = new Intl.Collator('zh-Hans-CN', { numeric: true })

/** The place of each row's key among all keys; undefined where a row has none. */
export function placesOf(
  length: number,
  key: (row: number) => string | number | null,
): (row: number) => number | undefined {
  const keys = Array.from({ length }, (_, row) => key(row))
  const texts = keys.filter((value): value is string => typeof value === 'string')
  const places = new Map([...new Set(texts)].sort(COLLATOR.compare).map((text, place) => [text, place]))
  return (row) => {
    const value = keys[row]
    return typeof value === 'string' ? places.get(value) : (value ?? undefined)
  }
}
