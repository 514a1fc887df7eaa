/** Ids within texts. An id stands for itself only between characters that no id holds. */

export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** Matches any of the texts as a whole word; in the syntax that RE2 and JavaScript share. */
export function pattern(texts: readonly string[]): string {
  if (texts.length === 0) return '[^\\s\\S]'
  const words = texts.map((text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
  return `(^|[^A-Za-z0-9_-])(${words.join('|')})($|[^A-Za-z0-9_-])`
}
