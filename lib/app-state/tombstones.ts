/** Keyed hashes of what identified an erased person: how they are made, and whether somebody is among them. */
import { inArray } from 'drizzle-orm'
import type { Hasher } from '../warehouse/hasher.ts'
import type { AppState } from './database.ts'
import { tombstones } from './schema/tombstones.ts'

/** `either`: an id in a column that takes members and patients. */
export type TraceKind = 'patient' | 'member' | 'either' | 'id-number' | 'unionid' | 'phone-name'

/** The hash under which a trace is kept. */
export function tombstoneOf(hasher: Hasher, kind: TraceKind, text: string): string {
  return hasher.hash(`tombstone ${kind} ${text}`)
}

/** Whether one of the ids is of somebody who was erased. */
export async function isErased(
  database: AppState,
  hasher: Hasher,
  ids: readonly (readonly [kind: TraceKind, id: string])[],
): Promise<boolean> {
  const hashes = ids.map(([kind, id]) => tombstoneOf(hasher, kind, id))
  return hashes.length > 0 && (await database.$count(tombstones, inArray(tombstones.hash, hashes))) > 0
}
