/** What happened on some days, in somebody's words. Everybody sees them; who may write notes may change them. */
import { randomUUID } from 'node:crypto'
import { desc, eq } from 'drizzle-orm'
import type { Annotation, AnnotationText } from './annotation-text.ts'
import type { AppState } from './database.ts'
import { NotFound } from './not-found.ts'
import { annotations } from './schema/annotations.ts'

const COLUMNS = {
  id: annotations.id,
  fromDay: annotations.fromDay,
  toDay: annotations.toDay,
  kind: annotations.kind,
  text: annotations.text,
}

/** Newest first. */
export function listAnnotations(database: AppState): Promise<Annotation[]> {
  return database.select(COLUMNS).from(annotations).orderBy(desc(annotations.fromDay), annotations.id)
}

export async function addAnnotation(
  database: AppState,
  createdBy: string,
  annotation: AnnotationText,
): Promise<Annotation> {
  const id = randomUUID()
  await database.insert(annotations).values({ id, ...annotation, createdBy, createdAt: Date.now() })
  return { id, ...annotation }
}

/** @throws NotFound */
export async function changeAnnotation(
  database: AppState,
  id: string,
  annotation: AnnotationText,
): Promise<Annotation> {
  const [changed] = await database.update(annotations).set(annotation).where(eq(annotations.id, id)).returning(COLUMNS)
  if (!changed) throw new NotFound('this note does not exist any more')
  return changed
}

/** @throws NotFound */
export async function deleteAnnotation(database: AppState, id: string): Promise<void> {
  const [gone] = await database.delete(annotations).where(eq(annotations.id, id)).returning({ id: annotations.id })
  if (!gone) throw new NotFound('this note does not exist any more')
}
