/**
 * What a test fetches from the server comes from a signed-in operator, unless the test brings a cookie of its own (an
 * empty one for nobody). So a test of figures says nothing of accounts.
 */
import { inject } from 'vitest'
import { sessionOf } from './signed-in.ts'

const plainFetch = globalThis.fetch

globalThis.fetch = async (input, init) => {
  const base = inject('base')
  const url = input instanceof Request ? input.url : String(input)
  const headers = new Headers(init?.headers)
  if (!url.startsWith(base) || headers.has('cookie')) return plainFetch(input, init)
  headers.set('cookie', await sessionOf(base, inject('data'), 'operator'))
  return plainFetch(input, { ...init, headers })
}
