/** Views that a person saved: addresses under names. Everybody sees and changes only their own. */
import { randomUUID } from 'node:crypto'
import { and, asc, eq, ne } from 'drizzle-orm'
import type { AppState } from './database.ts'
import { NotFound } from './not-found.ts'
import { savedViews } from './schema/saved-views.ts'

export interface SavedView {
  id: string
  name: string
  address: string
}

/** Another view of this person has the name. */
export class NameTaken extends Error {
  override name = 'NameTaken'
}

const COLUMNS = { id: savedViews.id, name: savedViews.name, address: savedViews.address }

/** By name. */
export function listViews(database: AppState, actorId: string): Promise<SavedView[]> {
  return database.select(COLUMNS).from(savedViews).where(eq(savedViews.actorId, actorId)).orderBy(asc(savedViews.name))
}

/** Saves an address; a view of the same name gets the new address. */
export async function saveView(
  database: AppState,
  actorId: string,
  view: { name: string; address: string },
): Promise<SavedView> {
  const [saved] = await database
    .insert(savedViews)
    .values({ id: randomUUID(), actorId, ...view, createdAt: Date.now() })
    .onConflictDoUpdate({ target: [savedViews.actorId, savedViews.name], set: { address: view.address } })
    .returning(COLUMNS)
  if (!saved) throw new Error('the view was not stored')
  return saved
}

/** @throws NotFound, or NameTaken when another view of the person has the name */
export async function renameView(database: AppState, actorId: string, id: string, name: string): Promise<SavedView> {
  const isMine = and(eq(savedViews.id, id), eq(savedViews.actorId, actorId))
  const isTaken = and(eq(savedViews.actorId, actorId), eq(savedViews.name, name), ne(savedViews.id, id))
  if ((await database.$count(savedViews, isTaken)) > 0) throw new NameTaken(`another view is called '${name}'`)
  const [renamed] = await database.update(savedViews).set({ name }).where(isMine).returning(COLUMNS)
  if (!renamed) throw new NotFound('this view does not exist any more')
  return renamed
}

/** @throws NotFound */
export async function deleteView(database: AppState, actorId: string, id: string): Promise<void> {
  const isMine = and(eq(savedViews.id, id), eq(savedViews.actorId, actorId))
  const [gone] = await database.delete(savedViews).where(isMine).returning({ id: savedViews.id })
  if (!gone) throw new NotFound('this view does not exist any more')
}
