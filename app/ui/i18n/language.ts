/** Chinese first, English on a switch. Kept in a cookie; there is no language in the address. */
export const LANGUAGE_COOKIE = 'longrun-lang'

export const LANGUAGES = ['zh', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** The language of a cookie's value; anything unknown is Chinese. */
export function languageOf(value: string | undefined): Language {
  return value === 'en' ? 'en' : 'zh'
}
