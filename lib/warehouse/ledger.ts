/** The ledger's table of contents: written by loads and erasures, read by whoever looks into a segment. */
import { z } from 'zod'

const FORMAT = 1

const segmentSchema = z.strictObject({
  /** Feed of the rows; `quarantine` holds the rows of every feed that could not be read. */
  feed: z.string(),
  name: z.string().regex(/^[a-z0-9_-]+\.parquet$/),
  sha256: z.string().length(64),
  rows: z.int().nonnegative(),
})

const fileSchema = z.strictObject({
  feed: z.string(),
  /** Path below the inbox. */
  name: z.string(),
  /** Of the bytes as they lay in the inbox. */
  sha256: z.string().length(64),
  bytes: z.int().nonnegative(),
  /** Digest of the part of the mapping that read the file; empty for the contract's own names. */
  mapping: z.string(),
  encoding: z.enum(['utf-8', 'gb18030']).nullable(),
  read: z.int().nonnegative(),
  /** Rows that could not be read, or that the mapping set aside. */
  quarantined: z.int().nonnegative(),
  /** Rows that are gone, or were never taken, because they named an erased person. */
  erased: z.int().nonnegative().default(0),
  runId: z.string(),
  landedAt: z.string(),
})

const manifestSchema = z.strictObject({
  version: z.literal(FORMAT),
  /** Tells whether the identity hashes were made with the key at hand. */
  keyFingerprint: z.string().nullable(),
  /** In the order of landing: the position is the `_file` of the ledger's rows. */
  files: z.array(fileSchema),
  segments: z.array(segmentSchema),
})

export type LedgerSegment = z.infer<typeof segmentSchema>
export type LandedFile = z.infer<typeof fileSchema>
/** The ledger's table of contents, and the only truth about what was loaded. */
export type LedgerManifest = z.infer<typeof manifestSchema>

export function emptyManifest(): LedgerManifest {
  return { version: FORMAT, keyFingerprint: null, files: [], segments: [] }
}

/** @throws Error when the text is no manifest */
export function parseManifest(text: string): LedgerManifest {
  return manifestSchema.parse(JSON.parse(text))
}
