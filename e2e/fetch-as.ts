/**
 * What a test fetches from the server comes from a signed-in operator, unless the test brings a cookie of its own (an
 * empty one for nobody). So a test of figures says nothing of accounts.
 */
import { inject } from 'vitest'
import { accountsOf, sessionOf } from './signed-in.ts'

const plainFetch = globalThis.fetch

globalThis.fetch = async (input, init) => {
  const url = input instanceof Request ? input.url : String(input)
  const headers = new Headers(init?.headers)
  const own = [[inject('base'), inject('data')] as const, ...accountsOf].find(([base]) => url.startsWith(base))
  if (!own || headers.has('cookie')) return plainFetch(input, init)
  headers.set('cookie', await sessionOf(...own, 'operator'))
  return plainFetch(input, { ...init, headers })
}
