import yauzl from 'yauzl'

/** What an export may be at most; beyond it the file is an accident or an attack (a megabyte can swell to a gigabyte). */
const MAX_TOTAL_BYTES = 100 * 1024 * 1024
const MAX_RATIO = 100
const MAX_ENTRIES = 1000
/** Small parts compress well for honest reasons; the ratio is judged above this size. */
const RATIO_FLOOR = 1024 * 1024

/** Reads the workbook's table of contents only, and says whether it may be unpacked. */
export function isSafeWorkbook(bytes: Buffer): Promise<boolean> {
  return new Promise((resolve) => {
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error || !zip || zip.entryCount > MAX_ENTRIES) return resolve(false)
      let total = 0
      const verdict = (isSafe: boolean) => {
        zip.close()
        resolve(isSafe)
      }
      zip.on('error', () => verdict(false))
      zip.on('end', () => verdict(true))
      zip.on('entry', (entry: yauzl.Entry) => {
        total += entry.uncompressedSize
        const isBomb =
          entry.uncompressedSize > RATIO_FLOOR && entry.uncompressedSize > MAX_RATIO * Math.max(entry.compressedSize, 1)
        if (total > MAX_TOTAL_BYTES || isBomb) verdict(false)
        else zip.readEntry()
      })
      zip.readEntry()
    })
  })
}
