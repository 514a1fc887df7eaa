import { keepWarm } from './app/keep-warm.ts'

/** Before the server answers anything: without a strong secret it does not start. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  await import('./lib/auth/start.ts')
  keepWarm()
}
