import { readFileSync } from 'node:fs'
import type { Mapping } from '../land/land.ts'
import { RunError } from '../run/error.ts'
import { compileMapping } from './compile.ts'
import { mappingSchema } from './schema.ts'

/**
 * Reads a mapping file.
 * @throws RunError in one line that names the place inside the file.
 */
export function loadMapping(path: string): Mapping {
  return compileMapping(parseMapping(readText(path), path))
}

/** @param name how the mapping is called in error messages */
export function parseMapping(text: string, name: string) {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    const detail = error instanceof Error ? error.message.split('\n')[0] : 'unreadable'
    throw new RunError(`mapping ${name} is not JSON: ${detail}`)
  }
  const result = mappingSchema.safeParse(json)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const more = result.error.issues.length - 1
  const rest = more > 0 ? ` (and ${more} more)` : ''
  throw new RunError(`mapping ${name}: ${placeOf(issue?.path ?? [])}: ${issue?.message ?? 'unreadable'}${rest}`)
}

/** `files[0].columns.visit_id`. */
function placeOf(path: readonly PropertyKey[]): string {
  const place = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('')
  return place.replace(/^\./, '') || 'top level'
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\ufeff/, '')
  } catch {
    throw new RunError(`cannot read the mapping ${path}: check --mapping`)
  }
}
