'use client'

/**
 * Sends a change to the server.
 * @returns what it answers; undefined where it answers nothing
 * @throws Error with the server's own line where it refuses
 */
export async function send(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: unknown) {
  const response = await fetch(url, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  const text = await response.text()
  const answer: unknown = text === '' ? undefined : JSON.parse(text)
  if (response.ok) return answer
  const line = typeof answer === 'object' && answer !== null && 'error' in answer ? String(answer.error) : ''
  throw new Error(line || `HTTP ${response.status}`)
}
