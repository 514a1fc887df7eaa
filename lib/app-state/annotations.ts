/**
 * What happened on some days, in somebody's words. Words of those who see clinical fields may hold some: to others they
 * are shown where they are marked for all. Who sees a note and may write notes may change it.
 */
import { randomUUID } from 'node:crypto'
import { and, desc, eq, type SQL } from 'drizzle-orm'
import type { Actor } from '../access/actor.ts'
import type { Annotation, AnnotationText } from './annotation-text.ts'
import type { AppState } from './database.ts'
import { NotFound } from './not-found.ts'
import { annotations } from './schema/annotations.ts'

type Reader = Pick<Actor, 'id' | 'rights'>

const COLUMNS = {
  id: annotations.id,
  fromDay: annotations.fromDay,
  toDay: annotations.toDay,
  kind: annotations.kind,
  text: annotations.text,
  isForAll: annotations.isForAll,
}

/** Newest first. */
export function listAnnotations(database: AppState, reader: Reader): Promise<Annotation[]> {
  return database
    .select(COLUMNS)
    .from(annotations)
    .where(seenBy(reader))
    .orderBy(desc(annotations.fromDay), annotations.id)
}

export async function addAnnotation(
  database: AppState,
  writer: Reader,
  annotation: AnnotationText,
): Promise<Annotation> {
  const row = { id: randomUUID(), ...writtenBy(writer, annotation) }
  await database.insert(annotations).values({ ...row, createdBy: writer.id, createdAt: Date.now() })
  return row
}

/** @throws NotFound */
export async function changeAnnotation(
  database: AppState,
  writer: Reader,
  id: string,
  annotation: AnnotationText,
): Promise<Annotation> {
  const [changed] = await database
    .update(annotations)
    .set(writtenBy(writer, annotation))
    .where(and(eq(annotations.id, id), seenBy(writer)))
    .returning(COLUMNS)
  if (!changed) throw new NotFound('this note does not exist any more')
  return changed
}

/** @throws NotFound */
export async function deleteAnnotation(database: AppState, writer: Reader, id: string): Promise<void> {
  const [gone] = await database
    .delete(annotations)
    .where(and(eq(annotations.id, id), seenBy(writer)))
    .returning({ id: annotations.id })
  if (!gone) throw new NotFound('this note does not exist any more')
}

function seenBy({ rights }: Reader): SQL | undefined {
  return rights.has('read-clinical') ? undefined : eq(annotations.isForAll, true)
}

/** Who sees no clinical fields can write none: such notes are for all. */
function writtenBy({ rights }: Reader, annotation: AnnotationText): AnnotationText {
  return rights.has('read-clinical') ? annotation : { ...annotation, isForAll: true }
}
