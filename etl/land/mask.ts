/** Longest raw text that quarantine keeps. */
export const MAX_RAW_CHARS = 2000
/** What is looked at before cutting, so that a number at the cut is masked as a whole. */
const MAX_SCANNED_CHARS = 2 * MAX_RAW_CHARS

const SPACED_DIGITS = /(?:\p{Nd}[\s\-‐-―.·_/()]{0,3}){10,}\p{Nd}/gu
/** Social security numbers are shorter than any run that is masked otherwise. */
const SHORT_ID = /(?<!\p{Nd})\p{Nd}{3}-\p{Nd}{2}-\p{Nd}{4}(?!\p{Nd})/gu
const LONG_DIGITS = /\p{Nd}{7,}[Xx]?/gu
const ESCAPED_DIGIT = /\\u00(3\d)/gi
const HIDDEN = '***'

/**
 * Raw text fit to be kept: the given secrets are taken out, then whatever looks like a phone or an identity number,
 * because a broken row does not tell which column a number stood in. Dates and amounts stay readable.
 */
export function maskRaw(raw: string, secrets: readonly string[] = []): string {
  let text = raw.length > MAX_SCANNED_CHARS ? raw.slice(0, MAX_SCANNED_CHARS) : raw
  for (const secret of secrets) if (secret.length > 1) text = text.replaceAll(secret, HIDDEN)
  text = text.replace(ESCAPED_DIGIT, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  text = maskNumbers(text).replaceAll('\0', '\u2400')
  return text.length > MAX_RAW_CHARS ? `${text.slice(0, MAX_RAW_CHARS - 1)}…` : text
}

/** Hides eleven digits and more however they are spaced, and keeps the ends of shorter runs; a wall time has ten before its colon. */
export function maskNumbers(text: string): string {
  return text.replace(SPACED_DIGITS, HIDDEN).replace(SHORT_ID, HIDDEN).replace(LONG_DIGITS, maskRun)
}

/** `13800001234` -> `13***34`. */
function maskRun(run: string): string {
  return `${run.slice(0, 2)}${HIDDEN}${run.slice(-2)}`
}
