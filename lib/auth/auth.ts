/**
 * The sign-in library behind our own functions: accounts with a name and a password, sessions in the app state. Its
 * HTTP handler is not mounted, so that none of its forty-odd endpoints exists here; our routes call what they need.
 */

import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { betterAuth } from 'better-auth/minimal'
import { username } from 'better-auth/plugins/username'
import { type AppState, appState } from '../app-state/database.ts'
import { account, session, user, verification } from '../app-state/schema/accounts.ts'
import { openSessionPlugin } from './open-session.ts'
import { readSecret } from './secret.ts'

/** Seconds after which a session ends whatever happens. */
const ABSOLUTE_END = 8 * 3600
const text = { type: 'string', required: true, input: false } as const

function create(database: AppState) {
  return betterAuth({
    appName: 'Longrun',
    baseURL: publicAddress(),
    secret: readSecret(),
    database: drizzleAdapter(database, { provider: 'sqlite', schema: { user, session, account, verification } }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 1, maxPasswordLength: 512 },
    plugins: [
      username({ minUsernameLength: 1, maxUsernameLength: 64, usernameValidator: () => true }),
      openSessionPlugin(),
    ],
    user: {
      additionalFields: {
        role: text,
        hospitals: text,
        departments: text,
        groups: text,
        isBanned: { type: 'boolean', required: true, input: false },
      },
    },
    session: {
      expiresIn: ABSOLUTE_END,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
      additionalFields: {
        seenAt: { type: 'date', required: true, input: false, defaultValue: () => new Date() },
      },
    },
    advanced: {
      cookiePrefix: 'longrun',
      useSecureCookies: isHttps(),
      // Lax, not strict: a view is shared as a link in a chat. Whatever changes something checks where it comes from.
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true, path: '/' },
      ipAddress: { ipAddressHeaders: ipHeader() === null ? [] : [ipHeader() ?? ''] },
    },
    telemetry: { enabled: false },
    logger: { disabled: true },
  })
}

export type Auth = ReturnType<typeof create>

const REGISTRY = Symbol.for('longrun.auth')

/** The library's instance of this process. A server loads this module several times; there must be one. */
export async function auth(): Promise<Auth> {
  const holder = globalThis as { [REGISTRY]?: Auth }
  holder[REGISTRY] ??= create(await appState())
  return holder[REGISTRY]
}

/** Address under which browsers reach the server; only its scheme matters here. */
function publicAddress(): string {
  return process.env.LONGRUN_URL ?? 'http://localhost'
}

/** Whether browsers reach the server by HTTPS. */
export function isHttps(): boolean {
  return publicAddress().startsWith('https://')
}

/** The one header that is believed about a client's address: what the hospital's own reverse proxy sets. */
export function ipHeader(): string | null {
  return process.env.LONGRUN_IP_HEADER?.toLowerCase() ?? null
}
