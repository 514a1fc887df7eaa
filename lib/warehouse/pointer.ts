/** CURRENT: the small file that says which snapshot is published. Only a rename ever replaces it. */
import { readFile } from 'node:fs/promises'
import type { CurrentPointer, DataLayout } from './layout.ts'

/** A pointer, and the exact text it was read from, which tells whether it has changed since. */
export interface ReadPointer {
  text: string
  /** Null when the text is not a pointer. */
  pointer: CurrentPointer | null
}

/** What CURRENT says; null where nothing was ever published. */
export async function readPointer(layout: DataLayout): Promise<ReadPointer | null> {
  try {
    const text = await readFile(layout.current, 'utf8')
    return { text, pointer: parsePointer(text) }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

function parsePointer(text: string): CurrentPointer | null {
  try {
    const value: unknown = JSON.parse(text)
    return isPointer(value) ? value : null
  } catch {
    return null
  }
}

/** The file must be a bare name: a pointer never leads out of the warehouse folder. */
export function isPointer(value: unknown): value is CurrentPointer {
  if (typeof value !== 'object' || value === null) return false
  const { snapshot, file, publishedAt } = value as Record<string, unknown>
  return (
    typeof snapshot === 'string' &&
    typeof publishedAt === 'string' &&
    typeof file === 'string' &&
    /^[A-Za-z0-9][\w.-]*\.duckdb$/.test(file)
  )
}
