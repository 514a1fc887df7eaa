/** Where a record stands after the text seen so far (RFC 4180). */
export type ScanState = 'closed' | 'open' | 'broken'

const QUOTE = 34
const COMMA = 44

/**
 * Follows the quotes through one line of a record.
 * @param isInside whether the line starts inside a quoted field
 * @returns `closed`: the record ends with this line; `open`: a quoted field goes on in the next; `broken`: a quote
 *   stands where none may, inside a bare field or after a closing quote.
 */
export function scanLine(line: string, isInside: boolean): ScanState {
  let at = 0
  let inside = isInside
  for (;;) {
    if (inside) {
      const closing = closingQuote(line, at)
      if (closing < 0) return 'open'
      at = closing + 1
      if (at === line.length) return 'closed'
      if (line.charCodeAt(at) !== COMMA) return 'broken'
      at += 1
    }
    if (at === line.length) return 'closed'
    inside = line.charCodeAt(at) === QUOTE
    if (inside) {
      at += 1
      continue
    }
    const comma = line.indexOf(',', at)
    const quote = line.indexOf('"', at)
    if (quote >= 0 && (comma < 0 || quote < comma)) return 'broken'
    if (comma < 0) return 'closed'
    at = comma + 1
  }
}

/** Index of the quote that closes a field, doubled ones passed over; −1 if the line ends inside. */
function closingQuote(line: string, from: number): number {
  for (let at = line.indexOf('"', from); at >= 0; at = line.indexOf('"', at + 2)) {
    if (line.charCodeAt(at + 1) !== QUOTE) return at
  }
  return -1
}
