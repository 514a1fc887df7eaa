/** Changes sent to our own routes. */

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface Answered {
  status: number
  body: Readonly<Record<string, unknown>>
}

/** Sends a change and tells what came of it. Status 0 when the server cannot be reached. */
export async function request(method: Method, path: string, change?: unknown): Promise<Answered> {
  try {
    const { status, body } = await exchange(method, path, change)
    return { status, body: typeof body === 'object' && body !== null ? { ...body } : {} }
  } catch {
    return { status: 0, body: {} }
  }
}

/**
 * Sends a change that is expected to succeed.
 * @returns what the server answers
 * @throws Error with the server's own line where it refuses
 */
export async function send(method: Method, path: string, change?: unknown): Promise<unknown> {
  const { status, body } = await exchange(method, path, change)
  if (status >= 200 && status < 300) return body
  const line = typeof body === 'object' && body !== null && 'error' in body ? String(body.error) : ''
  throw new Error(line || `HTTP ${status}`)
}

async function exchange(method: Method, path: string, change: unknown): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(path, {
    method,
    ...(change !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(change),
    }),
  })
  return { status: answer.status, body: await answer.json().catch(() => undefined) }
}
