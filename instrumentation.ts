/** Before the server answers anything: without a strong secret it does not start. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') await import('./lib/auth/start.ts')
}
