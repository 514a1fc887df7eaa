/**
 * How personal data looks to everybody by default. One place, so that pages, lists and exports cannot differ.
 * Each function takes what a source holds and gives what may be shown; nothing gives null.
 */

/** `张三` -> `张*`, `欧阳修` -> `欧*`, a single character -> `*`: the first character only, whatever the length. */
export function maskName(name: string | null): string | null {
  const characters = [...(name?.trim() ?? '')]
  if (characters.length === 0) return null
  return characters.length === 1 ? '*' : `${characters[0]}*`
}

/** `13812345678` -> `138****5678`; a number of any other length shows its last two digits only. */
export function maskPhone(phone: string | null): string | null {
  const characters = [...(phone?.replace(/[\s-]/g, '').replace(/^\+86/, '') ?? '')]
  if (characters.length === 0) return null
  const text = characters.join('')
  if (/^\d{11}$/.test(text)) return `${text.slice(0, 3)}****${text.slice(7)}`
  return characters.length <= 2 ? '**' : `${'*'.repeat(characters.length - 2)}${characters.slice(-2).join('')}`
}

/**
 * An identity number behind a reasoned, logged look: `110101199003071234` -> `1101************34`.
 * Without that look no digit of it is shown at all. A number too short to hide anything becomes stars.
 */
export function maskIdNumber(idNumber: string | null): string | null {
  const characters = [...(idNumber?.trim() ?? '')]
  if (characters.length === 0) return null
  const hidden = characters.length - 6
  if (hidden < 6) return '*'.repeat(characters.length)
  return `${characters.slice(0, 4).join('')}${'*'.repeat(hidden)}${characters.slice(-2).join('')}`
}
