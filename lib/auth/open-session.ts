/** Sessions for accounts whose owner was recognised without a password, with the same row, cookie and ends as any other. */
import type { BetterAuthPlugin } from 'better-auth'
import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { z } from 'zod'

const BODY = z.object({ userId: z.string() })

/** Adds `api.openSession`. It believes whoever calls it, so only our own code can: it has no address. */
export function openSessionPlugin() {
  return {
    id: 'open-session',
    endpoints: {
      openSession: createAuthEndpoint(
        '/open-session',
        { method: 'POST', body: BODY, metadata: { SERVER_ONLY: true } },
        async (context) => {
          const { internalAdapter } = context.context
          const user = await internalAdapter.findUserById(context.body.userId)
          if (!user) throw new Error('a session for no account')
          const session = await internalAdapter.createSession(user.id)
          await setSessionCookie(context, { session, user })
          return context.json({ token: session.token })
        },
      ),
    },
  } satisfies BetterAuthPlugin
}
