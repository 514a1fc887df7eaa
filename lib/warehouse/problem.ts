/** Why no snapshot, or not the newest one, can be read; and what to do about it. */
import type { DataLayout } from './layout.ts'

export type ProblemCode = 'nothing-published' | 'pointer-unreadable' | 'file-missing' | 'file-corrupt' | 'other-version'

/** Plain data: a server holds several copies of this module, and this passes between them. */
export interface SnapshotProblem {
  code: ProblemCode
  /** One line: what is wrong and what to do. */
  message: string
}

/** There is nothing to read. */
export class NoSnapshot extends Error {
  override name = 'NoSnapshot'
  readonly code: ProblemCode
  constructor(problem: SnapshotProblem, options?: ErrorOptions) {
    super(problem.message, options)
    this.code = problem.code
  }
}

export function nothingPublished(layout: DataLayout): SnapshotProblem {
  return {
    code: 'nothing-published',
    message: `nothing is published in ${layout.warehouse} yet; run 'longrun etl' first`,
  }
}

export function pointerUnreadable(layout: DataLayout): SnapshotProblem {
  return {
    code: 'pointer-unreadable',
    message: `${layout.current} cannot be read; run 'longrun etl' to publish again`,
  }
}

export function fileMissing(file: string): SnapshotProblem {
  return {
    code: 'file-missing',
    message: `the published snapshot ${file} is missing; run 'longrun etl' to build it again, or 'longrun rollback'`,
  }
}

export function fileCorrupt(file: string): SnapshotProblem {
  return {
    code: 'file-corrupt',
    message: `the published snapshot ${file} is damaged; run 'longrun etl' to build it again, or 'longrun rollback'`,
  }
}

export function otherVersion(file: string, found: number, expected: number): SnapshotProblem {
  return {
    code: 'other-version',
    message: `the snapshot ${file} has schema version ${found}, this program reads ${expected}; run 'longrun etl' to build it again`,
  }
}
