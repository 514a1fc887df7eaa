/** Why a file is not given, for the dictionaries. */
export type ExportRule = 'nobody' | 'perDay' | 'waiting' | 'refused' | 'expired' | 'used' | 'decided'

const LINES: Readonly<Record<ExportRule, string>> = {
  nobody: 'nobody is on this list',
  perDay: 'this account has asked for enough files today',
  waiting: 'the export waits for a second person',
  refused: 'the export was refused',
  expired: 'the export has expired',
  used: 'the file was fetched already; ask for another export',
  decided: 'the export was decided on, or has expired',
}

/** An export cannot be asked for, decided on or fetched as things stand. */
export class ExportError extends Error {
  override name = 'ExportError'
  constructor(readonly rule: ExportRule) {
    super(LINES[rule])
  }
}
