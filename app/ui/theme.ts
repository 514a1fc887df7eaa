/** Light, dark, or what the machine prefers. Kept in a cookie, so that the server paints the right one at once. */
export const THEME_COOKIE = 'longrun-theme'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

/** The theme of a cookie's value; anything unknown is `system`. */
export function themeOf(value: string | undefined): Theme {
  return THEMES.find((t) => t === value) ?? 'system'
}
