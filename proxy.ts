/**
 * In front of every page and route: the headers that a browser is bound by, and none of the headers by which a client
 * could pretend. It decides nothing about access; that is `lib/access`, which every page and route asks.
 */
import { type NextRequest, NextResponse } from 'next/server'
import { pagePolicy, securityHeaders } from './lib/access/headers.ts'

/** What only our own server may say of a request. */
const NOT_FROM_OUTSIDE = [
  'x-forwarded-host',
  'x-forwarded-port',
  'x-middleware-subrequest',
  'x-nonce',
  'x-longrun-path',
]

export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const policy = pagePolicy(nonce)
  const headers = new Headers(request.headers)
  for (const name of NOT_FROM_OUTSIDE) headers.delete(name)
  // The framework reads the nonce from here and puts it on its own scripts.
  headers.set('content-security-policy', policy)
  headers.set('x-nonce', nonce)
  headers.set('x-longrun-path', request.nextUrl.pathname)
  const answer = NextResponse.next({ request: { headers } })
  answer.headers.set('content-security-policy', policy)
  for (const [name, value] of securityHeaders()) answer.headers.set(name, value)
  return answer
}

export const config = { matcher: ['/((?!_next/static/).*)'] }
