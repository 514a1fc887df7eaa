/** Tables and CSV for people at a terminal. */

/** Aligned columns; numbers to the right. Chinese characters count double. */
export function textTable(columns: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const cells = rows.map((row) => columns.map((_, i) => show(row[i])))
  const widths = columns.map((name, i) => Math.max(width(name), ...cells.map((row) => width(row[i] ?? ''))))
  const isNumeric = columns.map((_, i) => rows.some((r) => typeof r[i] === 'number'))
  const line = (row: readonly string[]) =>
    row
      .map((text, i) => {
        const blank = ' '.repeat((widths[i] ?? 0) - width(text))
        return isNumeric[i] ? blank + text : text + blank
      })
      .join('  ')
      .trimEnd()
  return [line(columns), line(widths.map((w) => '─'.repeat(w))), ...cells.map(line)].join('\n')
}

function show(value: unknown): string {
  if (value === null || value === undefined || value === '') return '—'
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toFixed(4)
  return String(value).replace(/\s+/g, ' ')
}

/** Columns that a text takes on a terminal. */
function width(text: string): number {
  let sum = 0
  for (const character of text) sum += WIDE.test(character) ? 2 : 1
  return sum
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/
