/** What one of our own routes answered to a change. */
export interface Answered {
  status: number
  body: Readonly<Record<string, unknown>>
}

/** Sends a change to one of our own routes. Status 0 when the server cannot be reached. */
export async function send(path: string, change: object): Promise<Answered> {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(change),
    })
    const body: unknown = await answer.json().catch(() => ({}))
    return { status: answer.status, body: typeof body === 'object' && body !== null ? { ...body } : {} }
  } catch {
    return { status: 0, body: {} }
  }
}
