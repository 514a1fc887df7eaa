/** A note as it is written and shown; apart from the queries, as browsers need it too. */

export const KINDS = ['campaign', 'holiday', 'data-gap', 'other'] as const
export type AnnotationKind = (typeof KINDS)[number]

export interface AnnotationText {
  /** First and last hospital day, `YYYY-MM-DD`. */
  fromDay: string
  toDay: string
  kind: AnnotationKind
  text: string
  /** For colleagues too who see no clinical fields, as the words of others may hold some. */
  isForAll: boolean
}

export type Annotation = AnnotationText & { id: string }
