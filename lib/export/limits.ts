/** How much may leave without a second person, and how often. Known to the server and to pages alike. */
export const EXPORT_LIMITS = {
  /** Rows above which somebody else must approve. */
  approveAbove: { usual: 500, least: 0, most: 100_000 },
  /** Files that an account may ask for in a day. */
  perDay: { usual: 5, least: 1, most: 100 },
} as const
export type ExportLimit = keyof typeof EXPORT_LIMITS
export type ExportLimits = Record<ExportLimit, number>
