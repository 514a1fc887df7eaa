/** Milliseconds between two looks of a server at itself. */
const EVERY = 5000

/**
 * Lets the server look at its own health, which gets a new snapshot's pages ready: at the start and after each load,
 * not when the first reader waits.
 */
export function keepWarm(): void {
  const { PORT, NODE_ENV } = process.env
  if (!PORT || NODE_ENV !== 'production') return
  const look = () => fetch(`http://127.0.0.1:${PORT}/api/health?quiet=1`).catch(() => undefined)
  setInterval(look, EVERY).unref()
}
