const PLAIN = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/
const GROUPED = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/
const SCIENTIFIC = /^[+-]?\d+(?:\.\d+)?[eE][+-]?\d{1,3}$/
/** Digits before the point that integer fen can hold without loss. */
const MAX_YUAN_DIGITS = 13

/** Undoes what spreadsheets add: full-width digits, currency signs, digit groups, accounting brackets. Null if it is no number. */
export function plainNumber(text: string): string | null {
  let rest = text.normalize('NFKC').trim()
  let isNegative = false
  const bracket = /^\(([^()]*)\)$/.exec(rest)
  if (bracket) {
    rest = (bracket[1] ?? '').trim()
    isNegative = true
  }
  rest = withoutCurrency(rest)
  if (GROUPED.test(rest)) rest = rest.replaceAll(',', '')
  if (!PLAIN.test(rest)) return null
  if (!isNegative) return rest
  return /^[+-]/.test(rest) ? null : `-${rest}`
}

/** A finite double, or null. Scientific notation is a number, but no amount of money. */
export function parseNumber(text: string): number | null {
  const trimmed = text.trim()
  const plain = PLAIN.test(trimmed) || SCIENTIFIC.test(trimmed) ? trimmed : plainNumber(trimmed)
  if (plain === null) return null
  const value = Number(plain)
  return Number.isFinite(value) ? value + 0 : null
}

/** Yuan to integer fen, halves away from zero, on the digits and not on a double: `1.005` is 101. Null if it is no amount. */
export function parseFen(text: string): number | null {
  const plain = PLAIN.test(text) ? text : plainNumber(text)
  if (plain === null) return null
  const isNegative = plain.startsWith('-')
  const [whole = '', fraction = ''] = plain.replace(/^[+-]/, '').split('.')
  if (whole.replace(/^0+/, '').length > MAX_YUAN_DIGITS) return null
  const cents = Number(whole || '0') * 100 + Number(fraction.slice(0, 2).padEnd(2, '0'))
  const fen = cents + (fraction.charCodeAt(2) >= 53 ? 1 : 0)
  return fen === 0 ? 0 : isNegative ? -fen : fen
}

/** `￥-5`, `-￥5` and `5元` alike; NFKC has made ￥ and ¥ one sign. */
function withoutCurrency(text: string): string {
  return text
    .replace(/^([+-]?)\s*(?:¥|RMB|CNY)\s*/i, '$1')
    .replace(/\s*(?:元|圆)$/, '')
    .trim()
}
